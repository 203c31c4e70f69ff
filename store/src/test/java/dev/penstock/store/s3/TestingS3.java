package dev.penstock.store.s3;

import dev.penstock.store.s3.object.S3Connection;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A real S3 server in a process of its own, one for all tests of a JVM: versitygw if it is installed, otherwise Adobe's s3mock,
 * which the build has copied to {@code target/s3mock}.
 */
public final class TestingS3 {
    private static final String KEY = "penstock";
    private static final String SECRET = "penstock-secret";

    private static @Nullable TestingS3 running;

    private final int port;
    private final boolean strict;

    private TestingS3(int port, boolean strict) {
        this.port = port;
        this.strict = strict;
    }

    /** Returns the server, started if none runs. */
    public static synchronized TestingS3 get() {
        TestingS3 server = running;
        if (server == null) {
            server = start();
            running = server;
        }
        return server;
    }

    private static TestingS3 start() {
        try {
            int port = freePort();
            Path folder = Files.createTempDirectory("penstock-s3");
            Process process = new ProcessBuilder(command(folder, port))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> answers(port));
            return new TestingS3(port, versity().isPresent());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static List<String> command(Path folder, int port) throws IOException {
        Optional<Path> versity = versity();
        if (versity.isPresent()) {
            Path data = Files.createDirectories(folder.resolve("data"));
            Path meta = Files.createDirectories(folder.resolve("meta"));
            return List.of(
                    versity.get().toString(),
                    "--access",
                    KEY,
                    "--secret",
                    SECRET,
                    "--port",
                    "127.0.0.1:" + port,
                    "posix",
                    "--sidecar",
                    meta.toString(),
                    data.toString());
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                mock().toString(),
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--com.adobe.testing.s3mock.httpPort=" + port,
                "--com.adobe.testing.s3mock.root=" + folder.resolve("data"));
    }

    private static Optional<Path> versity() {
        Stream<Path> path = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(":"))
                .map(Path::of);
        Stream<Path> go = Stream.of(Path.of(System.getProperty("user.home"), "go", "bin"));
        return Stream.concat(path, go)
                .map(folder -> folder.resolve("versitygw"))
                .filter(Files::isExecutable)
                .filter(any -> System.getenv("PENSTOCK_TEST_S3MOCK") == null)
                .findFirst();
    }

    private static Path mock() throws IOException {
        for (Path folder : List.of(Path.of("target/s3mock"), Path.of("../store/target/s3mock"))) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> jars = Files.list(folder)) {
                    return jars.findFirst().orElseThrow();
                }
            }
        }
        throw new IllegalStateException("neither versitygw nor s3mock is here: build with Maven, which gets s3mock");
    }

    private static boolean answers(int port) {
        try {
            HttpURLConnection asked = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
            return asked.getResponseCode() > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** Returns whether the server keeps conditions of writes that come at the same time, and asks for keys; s3mock does neither. */
    public boolean isStrict() {
        return strict;
    }

    /** Returns a client of the server itself, or of a proxy before it. */
    public static S3Client client(int port) {
        return S3Connection.configured(
                        S3Client.builder()
                                .endpointOverride(URI.create("http://127.0.0.1:" + port))
                                .region(Region.US_EAST_1)
                                .credentialsProvider(
                                        StaticCredentialsProvider.create(AwsBasicCredentials.create(KEY, SECRET))),
                        true)
                .build();
    }

    public S3Client client() {
        return client(port);
    }

    /** Makes a bucket and returns its name. */
    public String bucket() {
        String name = "test-" + UUID.randomUUID();
        try (S3Client client = client()) {
            client.createBucket(request -> request.bucket(name));
        }
        return name;
    }

    /** Returns the variables with which a process uses the server. */
    public Map<String, String> environment() {
        return environment(port);
    }

    /** Returns the variables with which a process uses the server over a proxy. */
    public static Map<String, String> environment(int port) {
        return Map.of(
                "AWS_ENDPOINT_URL_S3",
                "http://127.0.0.1:" + port,
                "AWS_ACCESS_KEY_ID",
                KEY,
                "AWS_SECRET_ACCESS_KEY",
                SECRET,
                "AWS_REGION",
                "us-east-1");
    }

    /** Writes an object. */
    public void put(String bucket, String key, String text) {
        try (S3Client client = client()) {
            client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
        }
    }

    /** Reads an object. */
    public String read(String bucket, String key) {
        try (S3Client client = client()) {
            return client.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                    .asUtf8String();
        }
    }
}
