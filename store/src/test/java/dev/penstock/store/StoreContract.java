package dev.penstock.store;

import static dev.penstock.store.Results.START;
import static dev.penstock.store.Results.answered;
import static dev.penstock.store.Results.deadLetter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.Usage;
import dev.penstock.store.ResultLog.Ending;
import dev.penstock.store.ShardLog.Calls;
import dev.penstock.store.cache.CacheKey;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The promises that each store keeps, wherever it keeps things. */
public abstract class StoreContract {
    private static final BatchId BATCH = new BatchId("reviews");
    private static final CacheKey KEY = new CacheKey("acme", "ab" + "0".repeat(62));
    private static final Result.Response ANSWER = new Result.Response(200, "req_1", "{\"text\":\"ä\\n\"}");

    /** Opens the store as another process would. */
    protected abstract Store open(Clock clock);

    /** Returns whether of several writers of one name at the same time one succeeds, where the test has a server that sees to it. */
    protected boolean keepsConditions() {
        return true;
    }

    private Store open() {
        return open(Clock.systemUTC());
    }

    @Test
    void itsIdIsMadeOnceAndIsTheSameForAllProcesses() throws Exception {
        assumeTrue(keepsConditions());
        List<Callable<Object>> processes = IntStream.range(0, 8)
                .<Callable<Object>>mapToObj(n -> () -> open().id())
                .toList();

        assertThat(atOnce(processes).stream().distinct()).hasSize(1);
        assertThat(open().trouble()).isEmpty();
    }

    @Test
    void aFileAppearsWhenItIsPublishedAndIsReadInParts() throws IOException {
        Store store = open();
        assertThat(store.find(BATCH, BatchFile.SUMMARY)).isEmpty();
        assertThat(store.batches()).isEmpty();
        try (AtomicFile dropped = store.create(BATCH, BatchFile.SUMMARY)) {
            dropped.write(1);
        }
        assertThat(store.has(BATCH, BatchFile.SUMMARY)).isFalse();

        write(store, BatchFile.SUMMARY, "0123456789");

        Store other = open();
        assertThat(other.has(BATCH, BatchFile.SUMMARY)).isTrue();
        assertThat(other.batches()).containsExactly(BATCH);
        assertThat(read(other, BatchFile.SUMMARY)).isEqualTo("0123456789");
        assertThat(other.readRange(BATCH, BatchFile.SUMMARY, 3, 4)).asString().isEqualTo("3456");
        assertThatThrownBy(() -> other.readRange(BATCH, BatchFile.SUMMARY, 8, 4))
                .isInstanceOf(EOFException.class);
        assertThat(other.written(BATCH, BatchFile.SUMMARY).orElseThrow().bytes())
                .isEqualTo(10);
        assertThat(other.bytes(BATCH)).isEqualTo(10);
        other.delete(BATCH, BatchFile.SUMMARY);
        assertThat(store.written(BATCH, BatchFile.SUMMARY)).isEmpty();
    }

    @Test
    void aLongFileIsTheSameWhenItIsRead() throws IOException {
        byte[] block = new byte[1 << 20];
        for (int i = 0; i < block.length; i++) {
            block[i] = (byte) (i * 31);
        }
        ContentDigest written = new ContentDigest();
        try (AtomicFile file = open().create(BATCH, BatchFile.INPUT)) {
            for (int i = 0; i < 19; i++) {
                block[0] = (byte) i;
                file.write(block);
                written.add(block);
            }
            file.publish();
        }

        ContentDigest read = new ContentDigest();
        try (InputStream in = read.through(open().find(BATCH, BatchFile.INPUT).orElseThrow())) {
            assertThat(in.transferTo(ByteArrayOutputStream.nullOutputStream())).isEqualTo(19L << 20);
        }
        assertThat(read.hex()).isEqualTo(written.hex());
    }

    @Test
    void ofManyWhoPublishAFileThatMustBeNewOneSucceeds() throws Exception {
        assumeTrue(keepsConditions());
        List<Callable<Object>> writers = IntStream.range(0, 12)
                .<Callable<Object>>mapToObj(number -> () -> {
                    try (AtomicFile file = open().create(BATCH, BatchFile.ORDER)) {
                        file.write(("\"" + number + "\"").getBytes(StandardCharsets.UTF_8));
                        return file.publishNew() ? number : -1;
                    }
                })
                .toList();

        List<Object> published =
                atOnce(writers).stream().filter(number -> !number.equals(-1)).toList();

        assertThat(published).hasSize(1);
        assertThat(read(open(), BatchFile.ORDER)).isEqualTo("\"" + published.getFirst() + "\"");
    }

    @Test
    void theRequestsOfASliceAreReadFromTheirPlace() throws IOException {
        byte[] first = RequestCodec.encode(1, "a", "/v1/chat/completions", "{}".getBytes(StandardCharsets.UTF_8), true);
        byte[] second =
                RequestCodec.encode(2, "b", "/v1/chat/completions", "{}".getBytes(StandardCharsets.UTF_8), true);
        try (AtomicFile file = open().create(BATCH, BatchFile.INPUT)) {
            file.write(first);
            file.write(second);
            file.publish();
        }

        List<RequestLine> requests =
                open().read(BATCH, new Slice(1, first.length, second.length, 2, 1, 10, "pool", null));

        assertThat(requests).extracting(RequestLine::customId).containsExactly("b");
    }

    @Test
    void aResultIsReadableOnceItsFutureIsDone() {
        Store store = open();
        try (ResultLog log = store.openLog()) {
            log.append(BATCH, 0, answered(1)).join();

            assertThat(log.read(BATCH, 0).find(1, 0)).isPresent();
            assertThat(log.read(BATCH, 1).results()).isEmpty();
            assertThat(log.behind()).isZero();
        }
        assertThat(store.hasResults(BATCH)).isTrue();
        assertThat(store.hasResults(new BatchId("other"))).isFalse();
    }

    @Test
    void theRawLineHasTheBodyByteForByte() {
        String body = "{ \"a\" : 1.10,\t\"ü\":\"\\u00fc\\n\" }";
        try (ResultLog log = open().openLog()) {
            log.append(BATCH, 0, answered(7, body)).join();
        }
        try (ShardResults results = open().results(BATCH, 0)) {
            assertThat(new String(results.raw(7), StandardCharsets.UTF_8)).contains("\"body\":" + body + "}");
            assertThat(results.byLine()).containsOnlyKeys(7L);
        }
    }

    @Test
    void manyShardsAndWritersAtOnceLoseNothing() throws Exception {
        Store store = open();
        try (ResultLog log = store.openLog();
                ResultLog other = open().openLog()) {
            List<Callable<Object>> calls = IntStream.rangeClosed(1, 3000)
                    .<Callable<Object>>mapToObj(line -> () -> {
                        ResultLog writer = line % 3 == 0 ? other : log;
                        writer.begin(BATCH, line % 150, line);
                        return writer.append(BATCH, line % 150, answered(line)).join();
                    })
                    .toList();
            atOnce(calls);

            for (int shard = 0; shard < 150; shard++) {
                assertThat(log.read(BATCH, shard).results()).hasSize(20);
                assertThat(log.read(BATCH, shard).calls()).isEmpty();
            }
        }
        List<Long> seen = new ArrayList<>();
        try {
            open().logged(BATCH).visit((writer, result) -> seen.add(result.line()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        assertThat(seen).hasSize(3000).doesNotHaveDuplicates();
    }

    @Test
    void anAnswerBeatsADeadLetterAndALaterRoundAnEarlierOne() {
        try (ResultLog log = open().openLog()) {
            log.append(BATCH, 0, deadLetter(1, 0)).join();
            log.append(BATCH, 0, deadLetter(1, 1)).join();
            log.append(BATCH, 0, answered(2)).join();
            log.append(BATCH, 0, deadLetter(2, 3)).join();

            assertThat(log.read(BATCH, 0).find(1, 1)).isPresent();
            assertThat(log.read(BATCH, 0).find(1, 2)).isEmpty();
            assertThat(log.read(BATCH, 0).find(2, 9)).isPresent();
        }
    }

    private static Result answeredAgainLater(long line) {
        return Result.builder(line, "request-" + line)
                .response(new Result.Response(200, "req_again", "{}"))
                .attempts(2)
                .possiblyPaidTwice(true)
                .usage(new Usage(10, 0, 5, 0))
                .startedAt(START.plusSeconds(60))
                .build();
    }

    @Test
    void anAnswerThatTellsOfAnotherCallIsKeptAlthoughThatCallIsAnsweredInTheEnd() {
        ResultLog cutOffFromTheStore = open().openLog();
        cutOffFromTheStore.begin(BATCH, 0, 1);
        try (ResultLog log = open().openLog()) {
            assertThat(log.read(BATCH, 0).calls(1).cutOff()).isEqualTo(1);
            log.append(BATCH, 0, answeredAgainLater(1)).join();
        }
        cutOffFromTheStore.append(BATCH, 0, answered(1)).join();
        cutOffFromTheStore.close();

        try (ResultLog log = open().openLog()) {
            assertThat(log.read(BATCH, 0).find(1, 0))
                    .hasValueSatisfying(
                            result -> assertThat(result.possiblyPaidTwice()).isTrue());
        }
    }

    @Test
    void aRetractedAnswerIsNoResultAndCountsAsALostCall() {
        try (ResultLog log = open().openLog()) {
            log.append(BATCH, 0, deadLetter(1, 0, START.minusSeconds(9))).join();
            log.begin(BATCH, 0, 1);
            log.append(BATCH, 0, answered(1)).join();
            log.append(BATCH, 0, answered(1).retraction()).join();
            log.append(BATCH, 0, answered(1).retraction()).join();
            log.append(BATCH, 0, answered(2).retraction()).join();
        }
        try (ResultLog log = open().openLog()) {
            // Another writer's copy of the answer that was taken back.
            log.append(BATCH, 0, answered(2)).join();

            assertThat(log.read(BATCH, 0).find(1, 0))
                    .hasValueSatisfying(
                            result -> assertThat(result.isAnswered()).isFalse());
            assertThat(log.read(BATCH, 0).find(1, 1)).isEmpty();
            assertThat(log.read(BATCH, 0).find(2, 0)).isEmpty();
            assertThat(log.read(BATCH, 0).calls(1)).isEqualTo(new Calls(1, 0, 0, 1));
        }
    }

    @Test
    void callsThatACrashCutOffAreToldFromThoseThatEnded() {
        try (ResultLog crashed = open().openLog()) {
            crashed.begin(BATCH, 0, 1); // never ends
            crashed.begin(BATCH, 0, 2);
            crashed.append(BATCH, 0, answered(2)).join();
            crashed.begin(BATCH, 0, 3);
            crashed.endWithout(BATCH, 0, 3, Ending.LOST);
            crashed.begin(BATCH, 0, 3);
            crashed.endWithout(BATCH, 0, 3, Ending.THROTTLED);
            crashed.begin(BATCH, 0, 4);
            crashed.endWithout(BATCH, 0, 4, Ending.UNDELIVERED);
        }
        try (ResultLog log = open().openLog()) {
            assertThat(log.read(BATCH, 0).calls(1)).isEqualTo(new Calls(0, 0, 1, 0));
            assertThat(log.read(BATCH, 0).calls(2)).isEqualTo(Calls.NONE);
            assertThat(log.read(BATCH, 0).calls(3)).isEqualTo(new Calls(1, 1, 0, 0));
            assertThat(log.read(BATCH, 0).calls(4)).isEqualTo(new Calls(0, 0, 0, 1));

            log.begin(BATCH, 0, 1);
            log.append(BATCH, 0, answered(1)).join();
            assertThat(log.read(BATCH, 0).calls(1).cutOff()).isEqualTo(1);
        }
    }

    @Test
    void aCallIsKnownToOtherProcessesBeforeItGoesOut() {
        ResultLog dies = open().openLog();
        dies.begin(BATCH, 0, 1);

        try (ResultLog log = open().openLog()) {
            assertThat(log.read(BATCH, 0).calls(1).cutOff()).isEqualTo(1);
        }
        dies.close();
    }

    @Test
    void aReplayedDeadLetterBeginsItsFaultsAnew() {
        Clock later = Clock.fixed(START.plus(Duration.ofHours(1)), ZoneOffset.UTC);
        try (ResultLog log = open(Clock.fixed(START, ZoneOffset.UTC)).openLog()) {
            log.endWithout(BATCH, 0, 1, Ending.LOST);
            log.append(BATCH, 0, deadLetter(1, 0, START.plusSeconds(1))).join();
        }
        Store store = open(later);
        try (ResultLog log = store.openLog()) {
            log.endWithout(BATCH, 0, 1, Ending.LOST);
        }

        assertThat(store.openLog().read(BATCH, 0).calls(1).lost()).isEqualTo(1);
    }

    @Test
    void afterClosingAnAppendFailsAndNothingHangs() {
        ResultLog log = open().openLog();
        CompletableFuture<Void> before = log.append(BATCH, 0, answered(1));
        log.close();

        assertThat(before).isCompleted();
        assertThat(log.append(BATCH, 0, answered(2))).isCompletedExceptionally();
        assertThatThrownBy(() -> log.begin(BATCH, 0, 2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void stagesHaveResultsOfTheirOwnWhichCanBeSetAside() throws IOException {
        Store store = open();
        try (ResultLog log = store.openLog()) {
            log.append(BATCH, 0, answered(1)).join();
            log.stage("first").append(BATCH, 0, answered(1)).join();
            log.stage("second").append(BATCH, 0, answered(1)).join();
            long bytes = store.logged(BATCH).bytes();

            store.setAside(BATCH, Set.of("second"), 1);
            store.setAside(BATCH, Set.of("second"), 1);

            assertThat(log.read(BATCH, 0).results()).isEmpty();
            assertThat(log.stage("first").read(BATCH, 0).results()).hasSize(1);
            assertThat(log.stage("second").read(BATCH, 0).results()).isEmpty();
            assertThat(store.logged(BATCH).bytes()).isNotEqualTo(bytes);
            log.append(BATCH, 0, answered(1)).join();
            log.stage("second").append(BATCH, 0, answered(1)).join();
            store.setAside(BATCH, Set.of("second"), 1);
        }

        try (ShardResults last = open().results(BATCH, 0);
                ShardResults second = open().results(BATCH, 0, "second")) {
            assertThat(last.byLine()).hasSize(1);
            assertThat(second.byLine()).hasSize(1);
            assertThat(second.raw(1)).isNotEmpty();
        }
    }

    @Test
    void resultsAreFollowedAsTheyComeWithoutThoseOfStages() throws IOException {
        FollowedResults followed = open().follow(BATCH);
        FollowedResults portions = open().follow(BATCH);
        assertThat(followed.readNew()).isEmpty();
        try (ResultLog log = open().openLog()) {
            log.append(BATCH, 0, answered(1)).join();
            log.stage("first").append(BATCH, 0, answered(1)).join();
            assertThat(followed.readNew()).singleElement().asString().contains("request-1");
            log.append(BATCH, 7, answered(2)).join();
            assertThat(followed.readNew()).singleElement().asString().contains("request-2");
            assertThat(followed.readNew()).isEmpty();
        }
        List<String> all = new ArrayList<>(portions.readSome());
        all.addAll(portions.readSome());
        assertThat(all).hasSize(2);
        assertThat(portions.readSome()).isEmpty();
    }

    @Test
    void documentsAreWrittenListedAndDeleted() throws IOException {
        DocumentStore documents = open().documents();
        assertThat(documents.names("keys")).isEmpty();
        documents.write("keys", "a.json", new byte[] {1});
        documents.write("keys", "a.json", new byte[] {2});

        assertThat(open().documents().read("keys", "a.json").orElseThrow()).containsExactly(2);
        assertThat(open().documents().names("keys")).containsExactly("a.json");
        assertThat(documents.delete("keys", "a.json")).isTrue();
        assertThat(documents.delete("keys", "a.json")).isFalse();
        assertThat(documents.read("keys", "a.json")).isEmpty();
        assertThatThrownBy(() -> documents.read("keys", "../a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDocumentGrowsByAppendsThatOthersRead() throws IOException {
        DocumentStore documents = open().documents();
        try (GrowingDocument growing = documents.grow("completions", "calls-1")) {
            growing.append("one\n".getBytes(StandardCharsets.UTF_8)).join();
            assertThat(open().documents().read("completions", "calls-1").orElseThrow())
                    .asString()
                    .isEqualTo("one\n");
            CompletableFuture<Void> second = growing.append("two\n".getBytes(StandardCharsets.UTF_8));
            CompletableFuture<Void> third = growing.append("three\n".getBytes(StandardCharsets.UTF_8));
            growing.sync();
            assertThat(second).isCompleted();
            assertThat(third).isCompleted();
            assertThat(growing.isUsable()).isTrue();
        }

        assertThat(open().documents().names("completions")).containsExactly("calls-1");
        assertThat(open().documents().read("completions", "calls-1").orElseThrow())
                .asString()
                .isEqualTo("one\ntwo\nthree\n");
        assertThat(documents.delete("completions", "calls-1")).isTrue();
        assertThat(documents.names("completions")).isEmpty();
    }

    @Test
    void anUploadIsThereOnceItIsPublishedAndUntilItIsDeleted() throws IOException {
        UploadedFiles files = open().uploads();
        FileId id;
        try (Upload upload = files.begin()) {
            id = upload.id();
            upload.write("hello".getBytes(StandardCharsets.UTF_8));
            assertThat(files.list()).isEmpty();
            assertThat(files.find(id)).isEmpty();
            upload.publish(facts(id));
        }
        try (Upload dropped = files.begin()) {
            dropped.write(1);
        }

        UploadedFiles others = open().uploads();
        assertThat(others.list()).containsExactly(facts(id));
        assertThat(others.find(id)).contains(facts(id));
        assertThat(others.find(id)).contains(facts(id));
        try (InputStream content = others.open(id, 2).orElseThrow()) {
            assertThat(content).hasContent("llo");
        }
        others.deleteAbandoned();
        assertThat(others.delete(id)).isTrue();
        assertThat(others.delete(id)).isFalse();
        assertThat(files.find(id)).isEmpty();
        assertThat(files.open(id, 0)).isEmpty();
    }

    @Test
    void whatIsCachedIsFoundAsItWasUntilItIsTooOldOrCleared() throws IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
        ResponseCache cache = open(clock).responses();
        assertThat(cache.sizes()).isEmpty();
        cache.keep(KEY, ANSWER);
        cache.keep(new CacheKey("_", "cd" + "0".repeat(62)), ANSWER);

        ResponseCache other = open(clock).responses();
        assertThat(other.find(KEY, Instant.MIN)).contains(ANSWER);
        assertThat(other.find(KEY, clock.instant().plusMillis(1))).isEmpty();
        assertThat(other.find(new CacheKey("other", KEY.digest()), Instant.MIN)).isEmpty();
        assertThat(other.sizes()).containsOnlyKeys("acme", "_");
        Instant now = Instant.now();
        assertThat(other.clear(null, now.minus(1, ChronoUnit.HOURS))).isZero();
        assertThat(other.clear("acme", now.plus(1, ChronoUnit.HOURS))).isEqualTo(1);
        assertThat(cache.sizes()).containsOnlyKeys("_");
    }

    @Test
    void aCopyOfAnInputHasItsNameOnceItIsWhole() throws IOException {
        InputCopies copies = open().inputs();
        try (InputCopies.Copy dropped = copies.begin()) {
            dropped.write(1);
        }
        assertThat(copies.list()).isEmpty();
        try (InputCopies.Copy copy = copies.begin()) {
            copy.write("text\none\n".getBytes(StandardCharsets.UTF_8));
            copy.publish("stdin-1.csv");
        }

        assertThat(open().inputs().list()).extracting(InputCopies.Kept::name).containsExactly("stdin-1.csv");
        assertThat(copies.name(copies.locate("stdin-1.csv").toString())).contains("stdin-1.csv");
        assertThat(copies.name("/data/in.csv")).isEmpty();
        assertThat(copies.room()).isPositive();
        copies.delete("stdin-1.csv");
        assertThat(copies.list()).isEmpty();
    }

    private static void write(Store store, BatchFile file, String text) throws IOException {
        try (AtomicFile draft = store.create(BATCH, file)) {
            draft.write(text.getBytes(StandardCharsets.UTF_8));
            draft.publish();
        }
    }

    private static String read(Store store, BatchFile file) throws IOException {
        try (InputStream in = store.find(BATCH, file).orElseThrow()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static UploadedFile facts(FileId id) {
        return new UploadedFile(id, "in.jsonl", "batch", 5, id.createdAt(), null, "acme");
    }

    private static List<Object> atOnce(List<Callable<Object>> calls) throws Exception {
        List<Object> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> each : threads.invokeAll(calls)) {
                done.add(each.get());
            }
        }
        return done;
    }
}
