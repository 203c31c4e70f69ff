package dev.penstock.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a Java program takes onto its class path with the client. */
class ClassPathTest {
    private static final List<String> OURS = List.of("penstock-contracts", "penstock-store");

    private static final List<String> JSON = List.of(
            "jackson-annotations",
            "jackson-core",
            "jackson-databind",
            "jackson-datatype-jdk8",
            "jackson-datatype-jsr310");

    private static final List<String> SMALL_ONES = List.of("HdrHistogram", "commons-codec", "jspecify", "slf4j-api");

    /** The SDK with all that it brings, and the reader of the temporal CLI's profiles. */
    private static final List<String> TEMPORAL = List.of(
            "LatencyUtils",
            "animal-sniffer-annotations",
            "annotations",
            "error_prone_annotations",
            "failureaccess",
            "grpc-api",
            "grpc-context",
            "grpc-core",
            "grpc-inprocess",
            "grpc-netty-shaded",
            "grpc-protobuf",
            "grpc-protobuf-lite",
            "grpc-services",
            "grpc-stub",
            "grpc-util",
            "gson",
            "guava",
            "j2objc-annotations",
            "jackson-dataformat-toml",
            "jsr305",
            "listenablefuture",
            "micrometer-commons",
            "micrometer-core",
            "micrometer-observation",
            "nexus-sdk",
            "perfmark-api",
            "proto-google-common-protos",
            "protobuf-java",
            "protobuf-java-util",
            "tally-core",
            "temporal-envconfig",
            "temporal-sdk",
            "temporal-serviceclient");

    private static final Pattern VERSION = Pattern.compile("-\\d.*");

    @Test
    void aJavaProgramGetsTemporalJsonAndTheStoreAndNothingElse() throws IOException {
        String classPath = Files.readString(Path.of("target", "runtime-class-path.txt"));

        assertThat(Stream.of(classPath.strip().split(File.pathSeparator, -1)).map(ClassPathTest::artifact))
                .containsExactlyInAnyOrderElementsOf(Stream.of(OURS, JSON, SMALL_ONES, TEMPORAL)
                        .flatMap(List::stream)
                        .toList());
    }

    /** Of a jar its name without the version; a module of the same build is a folder such as store/target/classes. */
    private static String artifact(String entry) {
        Path path = Path.of(entry);
        Path name = path.endsWith(Path.of("target", "classes"))
                ? Path.of("penstock-" + path.getName(path.getNameCount() - 3))
                : path.getFileName();
        return VERSION.matcher(String.valueOf(name)).replaceFirst("");
    }
}
