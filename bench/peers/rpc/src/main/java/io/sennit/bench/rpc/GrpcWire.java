package io.sennit.bench.rpc;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** Unary calls of gRPC, answered on the thread that reads them; messages are bare bytes. */
final class GrpcWire implements Wire {
  private static final byte[] NOTHING = new byte[0];

  private static final Marshaller<byte[]> BYTES = new Marshaller<>() {
    @Override
    public InputStream stream(byte[] message) {
      return new ByteArrayInputStream(message);
    }

    @Override
    public byte[] parse(InputStream message) {
      try {
        return message.readAllBytes();
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }
  };

  private static final MethodDescriptor<byte[], byte[]> NOW =
      MethodDescriptor.<byte[], byte[]>newBuilder()
          .setType(MethodType.UNARY)
          .setFullMethodName("time/now")
          .setRequestMarshaller(BYTES)
          .setResponseMarshaller(BYTES)
          .build();

  private ManagedChannel channel;

  @Override
  public void answer(int port, byte[] answer) throws IOException {
    NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .directExecutor()
        .addService(ServerServiceDefinition.builder("time")
            .addMethod(NOW, ServerCalls.asyncUnaryCall((byte[] request, StreamObserver<byte[]> to) -> {
              to.onNext(answer);
              to.onCompleted();
            }))
            .build())
        .build()
        .start();
  }

  @Override
  public void connect(int port) {
    channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
        .usePlaintext()
        .directExecutor()
        .build();
  }

  @Override
  public void call(Consumer<Integer> end) {
    ClientCalls.asyncUnaryCall(
        channel.newCall(NOW, CallOptions.DEFAULT), NOTHING, new StreamObserver<byte[]>() {
          private int length = -1;

          @Override
          public void onNext(byte[] answer) {
            length = answer.length;
          }

          @Override
          public void onError(Throwable failure) {
            end.accept(-1);
          }

          @Override
          public void onCompleted() {
            end.accept(length);
          }
        });
  }
}
