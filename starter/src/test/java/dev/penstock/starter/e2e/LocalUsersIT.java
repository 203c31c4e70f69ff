package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What other users of the machine can read and reach of a Penstock that runs there. */
@OwnTemporal
final class LocalUsersIT extends PenstockTestCase {
    @Test
    void nothingIsOpenToThemAndNoKeyIsInTheServersEnvironment() throws IOException {
        penstock.with("OPENAI_API_KEY", "sk-very-secret").with("ACCOUNT_OF_MARKETING", "sk-other-secret");
        penstock.start("up").awaitSaid("ready; submit with");
        penstock.run("run", input(5).path()).expectExit(0);

        assertThat(Files.readAllBytes(
                        Path.of("/proc", Long.toString(penstock.server().pid()), "environ")))
                .asString(StandardCharsets.UTF_8)
                .contains("PATH=")
                .doesNotContain("secret");
        try (Stream<Path> all = Files.walk(penstock.home())) {
            List<Path> files = all.filter(
                            path -> !path.startsWith(penstock.home().resolve("bin")))
                    .filter(path -> !path.equals(penstock.home()))
                    .toList();
            assertThat(files)
                    .anyMatch(file -> file.endsWith("temporal.db"))
                    .anyMatch(file -> file.endsWith("penstock.log"))
                    .anyMatch(file -> file.endsWith("server.log"))
                    .anyMatch(file -> file.endsWith("output.jsonl"))
                    .allSatisfy(file ->
                            assertThat(permissions(file)).as(file.toString()).endsWith("------"));
        }
    }

    @Test
    void aBatchOfTheirsReadsNoFileOfThisUser() throws IOException {
        Path secret = Files.writeString(folder.resolve("home/id_rsa"), "BEGIN PRIVATE KEY\n");
        Path hidden = Files.writeString(folder.resolve(".env"), "BEGIN PRIVATE KEY\n");
        Path link = Files.createSymbolicLink(folder.resolve("prompts.txt"), secret);
        penstock.start("up").awaitSaid("ready; submit with");

        for (Path each : List.of(secret, hidden, link, Path.of("/etc/hostname"))) {
            Ended ended = penstock.executeByTemporal(
                    "batch/foreign", "{\"input\":\"%s\",\"model\":\"gpt-4o-mini\"}".formatted(each));

            assertThat(ended.exit()).isNotZero();
            assertThat(ended.out() + ended.err())
                    .contains("input %s may not be read by a batch that was not submitted".formatted(each))
                    .doesNotContain("PRIVATE");
        }
        assertThat(books.calls()).isZero();
    }

    @Test
    void aStoreThatIsLostIsToldAtOnceAndNotMadeAnew() throws IOException, InterruptedException {
        Running up = penstock.start("up").awaitSaid("ready; submit with");
        penstock.run("run", input(5).path()).expectExit(0);
        Path store = penstock.home().resolve("store");

        Files.move(store, folder.resolve("away"));

        up.awaitSaid(
                "the store %s is gone: bring it back, mounted as it was; batches pause until then".formatted(store));
        HttpResponse<String> ready = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(up.api() + "/health/ready"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("the store takes no results").doesNotContain(store.toString());
        assertThat(store).doesNotExist();

        Files.move(folder.resolve("away"), store);
        up.awaitSaid("the store takes results again");
    }

    @Test
    void aBatchPausesWhileItsStoreIsAwayAndContinuesWhenItIsBack() throws IOException {
        answersTake("300ms");
        TestingInput input = input(60);
        String[] command = {"run", input.path(), "--concurrency", "4"};
        Running run = penstock.start(command);
        books.awaitCalls(8);
        Path store = penstock.home().resolve("store");
        Path away = folder.resolve("away");

        Files.move(store, away);

        run.awaitEnd()
                .expectExit(4)
                .expectSaid("is paused: ", "the store's folder is gone", "run the same command again");
        assertThat(store).doesNotExist();
        assertThat(books.calls()).isLessThan(60);
        Files.move(away, store);
        penstock.run(command).expectExit(0);
        ResultFile.assertWhole(input);
    }

    @Test
    void aStoreThatCannotBeUsedIsToldBeforeAnythingIsCalled() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        penstock.with("PENSTOCK_STORE", file.resolve("store").toString());
        String what = "the store %s/store cannot be used: %s is not a folder".formatted(file, file);

        for (String command : List.of("run", "submit")) {
            penstock.run(command, input(5).path()).expectExit(1).expectSaid("penstock: " + what);
        }
        for (String command : List.of("up", "serve", "worker")) {
            penstock.run(command).expectExit(1).expectSaid("penstock: " + what);
        }
        penstock.run("doctor").expectExit(1).expectSaid(what);
        assertThat(books.calls()).isZero();
    }

    @Test
    void fewOpenFilesAreToldInASentence() throws IOException {
        String told =
                "penstock: at most %d files and connections may be open at once, and 512 are needed: raise the limit,"
                        + " for example with `ulimit -n 4096`\n";

        assertThat(penstock.runWithOpenFiles(400, "run", input(5).path())
                        .expectExit(1)
                        .err())
                .isEqualTo(told.formatted(400));
        assertThat(penstock.launchWithOpenFiles(64, "--help").expectExit(1).err())
                .as("where Java could not say so")
                .isEqualTo(told.formatted(64));
        penstock.run("doctor").expectExit(0).expectSaid("may be open at once", "GiB free, writable");
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
