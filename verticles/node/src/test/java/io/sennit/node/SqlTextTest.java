package io.sennit.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Where SQL is written. Class files cannot tell: a constant is copied into whatever names it. So
 * this reads the sources, and takes for SQL what begins as the house writes it, in capitals.
 */
class SqlTextTest {
  private static final Pattern SQL = Pattern.compile(
      "\\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|LOCK TABLE|TRUNCATE|CREATE|ALTER|DROP|GRANT|REVOKE)\\s.*",
      Pattern.DOTALL);

  /** The rooms of the mesh whose business the database is, and what starts it or looks into it. */
  private static final Pattern ROOM =
      Pattern.compile(".*/io/sennit/(mesh/(store|event|saga)|postgres|stage)/\\w+\\.java");

  private static final Pattern SQL_CLASS = Pattern.compile(".*/\\w*Sql\\.java");
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** A piece of SQL, and the file that it stands in. */
  private record Found(String file, String text) {
    boolean isAtHome() {
      return ROOM.matcher(file).matches() || SQL_CLASS.matcher(file).matches();
    }
  }

  @Test
  void servicesWriteSqlOnlyInTheirSqlClass() throws IOException {
    List<Found> found = in(sources());

    assertThat(found).filteredOn(one -> !one.isAtHome()).isEmpty();
    assertThat(found)
        .as("it finds what is there")
        .extracting(one -> one.file().replaceAll(".*/", ""))
        .contains("OrderSql.java", "PaymentSql.java", "ProductSql.java", "Sql.java", "LogSql.java");
  }

  @Test
  void sqlInAnotherClassIsFound() throws IOException {
    String text = """
        /** "SELECT in a comment" */
        class Orders {
          String method = "DELETE";
          String one = "DELETE FROM orders";
          String other = \"""
              SELECT 1
              \""";
        }
        """;
    URI file = URI.create("string:///io/sennit/orders/Orders.java");
    JavaFileObject source = new SimpleJavaFileObject(file, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreErrors) {
        return text;
      }
    };

    assertThat(in(List.of(source)))
        .filteredOn(one -> !one.isAtHome())
        .extracting(Found::text)
        .containsExactly("DELETE FROM orders", "SELECT 1\n");
  }

  private static List<Found> in(Iterable<? extends JavaFileObject> sources) throws IOException {
    JavacTask task =
        (JavacTask) COMPILER.getTask(null, null, null, List.of("-proc:none"), null, sources);
    List<Found> found = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      String file = unit.getSourceFile().toUri().getPath();
      unit.accept(
          new TreeScanner<Void, Void>() {
            @Override
            public Void visitLiteral(LiteralTree literal, Void nothing) {
              if (literal.getValue() instanceof String text && SQL.matcher(text).matches()) {
                found.add(new Found(file, text));
              }
              return null;
            }
          },
          null);
    }
    return found;
  }

  /** All that the modules are made of, but the benchmarks, which ask the database on their own. */
  private static Iterable<? extends JavaFileObject> sources() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String modules : List.of("../../shared", "../../verticles", "../../cluster-config")) {
      try (Stream<Path> all = Files.walk(Path.of(modules).toRealPath())) {
        all.filter(file -> file.toString().matches(".*/src/main/java/.*\\.java"))
            .forEach(files::add);
      }
    }
    StandardJavaFileManager manager = COMPILER.getStandardFileManager(null, null, null);
    return manager.getJavaFileObjectsFromPaths(files);
  }
}
