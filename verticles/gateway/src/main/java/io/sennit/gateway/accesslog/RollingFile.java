package io.sennit.gateway.accesslog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is set aside when it is full; the oldest of those set aside is deleted. */
final class RollingFile implements AutoCloseable {
  private final Path path;
  private final long largest;
  private final int kept;
  private FileChannel channel;
  private long size;

  /**
   * Opens the file, and goes on behind what is in it.
   *
   * @param largest bytes; a file that has more is set aside before the next bytes
   * @param kept how many files are set aside at most
   */
  RollingFile(Path path, long largest, int kept) throws IOException {
    this.path = path;
    this.largest = largest;
    this.kept = kept;
    this.channel = open();
    this.size = channel.size();
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  void write(ByteBuffer bytes) throws IOException {
    if (size >= largest) {
      roll();
    }
    while (bytes.hasRemaining()) {
      size += channel.write(bytes);
    }
  }

  private void roll() throws IOException {
    channel.close();
    if (kept == 0) {
      Files.delete(path);
    } else {
      for (int i = kept - 1; i > 0; i--) {
        if (Files.exists(aside(i))) {
          Files.move(aside(i), aside(i + 1), StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Files.move(path, aside(1), StandardCopyOption.REPLACE_EXISTING);
    }
    channel = open();
    size = 0;
  }

  private Path aside(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
