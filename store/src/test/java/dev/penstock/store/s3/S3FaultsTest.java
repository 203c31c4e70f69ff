package dev.penstock.store.s3;

import static dev.penstock.store.Results.answered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.FollowedResults;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardResults;
import dev.penstock.store.Store;
import dev.penstock.store.StoreUnavailableException;
import dev.penstock.store.Upload;
import dev.penstock.store.UploadedFile;
import dev.penstock.store.UploadedFiles;
import dev.penstock.store.s3.FaultyProxy.Faults;
import dev.penstock.store.s3.object.S3Connection;
import dev.penstock.store.s3.object.S3Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket that is slow, overloaded and far away. */
@SuppressWarnings("NullAway.Init")
@Isolated("Its readers hold all places that streams of this process have.")
class S3FaultsTest {
    private static final BatchId BATCH = new BatchId("reviews");
    private static final Faults BAD = new Faults(4, 7, Duration.ofMillis(5));

    private final String bucket = TestingS3.get().bucket();
    private FaultyProxy proxy;
    private S3Client client;

    @BeforeEach
    void start() throws IOException {
        proxy = FaultyProxy.before(TestingS3.get().port(), Faults.NONE);
        client = TestingS3.client(proxy.port());
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        proxy.close();
    }

    @Test
    void nothingIsLostWhereEachFourthRequestIsRefusedAndEachSeventhIsTorn() throws Exception {
        proxy.set(BAD);
        S3Store store = store();
        try (ResultLog log = store.openLog()) {
            call(log, 150, 3, 50);
        }

        for (int shard = 0; shard < 3; shard++) {
            try (ShardResults results = store().results(BATCH, shard)) {
                assertThat(results.byLine()).hasSize(50);
                results.byLine()
                        .keySet()
                        .forEach(line -> assertThat(results.raw(line)).isNotEmpty());
            }
            assertThat(store().openLog().read(BATCH, shard).calls()).isEmpty();
        }
    }

    @Test
    void aLongFileIsWholeAfterTornConnections() throws IOException {
        proxy.set(BAD);
        ContentDigest written = new ContentDigest();
        byte[] block = new byte[3 << 20];
        try (AtomicFile file = store().create(BATCH, BatchFile.OUTPUT);
                OutputStream out = written.through(file)) {
            for (int i = 0; i < 6; i++) {
                block[i] = (byte) i;
                out.write(block);
            }
            file.publish();
        }

        ContentDigest read = new ContentDigest();
        try (InputStream in = read.through(store().find(BATCH, BatchFile.OUTPUT).orElseThrow())) {
            long unused = in.transferTo(OutputStream.nullOutputStream());
        }
        assertThat(read.hex()).isEqualTo(written.hex());
    }

    @Test
    void whoeverWritesANameFirstKnowsItThoughTheAnswerWasTorn() throws Exception {
        assumeTrue(TestingS3.get().isStrict());
        proxy.set(new Faults(0, 2, Duration.ZERO));
        List<Callable<Boolean>> writers = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(number -> () -> {
                    try (AtomicFile file = store().create(BATCH, BatchFile.ORDER)) {
                        file.write(number);
                        return file.publishNew();
                    }
                })
                .toList();

        int won = 0;
        int first = -1;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all = threads.invokeAll(writers);
            for (int number = 0; number < all.size(); number++) {
                won += all.get(number).get() ? 1 : 0;
                first = all.get(number).get() ? number : first;
            }
        }

        assertThat(won).isEqualTo(1);
        try (InputStream in = store().find(BATCH, BatchFile.ORDER).orElseThrow()) {
            assertThat(in.read()).isEqualTo(first);
        }
    }

    /** With 200 at once; the number of requests depends on how long the calls take, not on how many there are. */
    @Test
    void aThousandPromptsCostAFewHundredRequests() throws Exception {
        proxy.set(new Faults(0, 0, Duration.ofMillis(200)));
        try (ResultLog log = store().openLog()) {
            call(log, 1_000, 2, 200);
        }

        int puts = proxy.counts().getOrDefault("PUT", 0);
        assertThat(proxy.counts()).containsOnlyKeys("PUT");
        // Each call waits for two of them, which come one after another: its beginning and its result.
        assertThat(puts).isBetween(10, 60);
        long read = proxy.bytes();
        try (ShardResults results = store().results(BATCH, 1)) {
            assertThat(results.byLine()).hasSize(500);
        }
        assertThat(proxy.counts().get("GET")).isLessThanOrEqualTo(puts + 3);
        assertThat(proxy.bytes() - read).isLessThan(2 * read);
    }

    @Test
    void readersThatStallLeaveConnectionsForTheLogAndReadOnLater() throws Exception {
        byte[] block = new byte[1 << 20];
        try (AtomicFile file = store().create(BATCH, BatchFile.OUTPUT)) {
            for (int i = 0; i < 7; i++) {
                block[0] = (byte) i;
                file.write(block);
            }
            file.publish();
        }
        List<InputStream> stalled = new ArrayList<>();
        try {
            // More than the client has connections.
            for (int i = 0; i < 70; i++) {
                InputStream reader = store().find(BATCH, BatchFile.OUTPUT).orElseThrow();
                stalled.add(reader);
                assertThat(reader.read()).isZero();
            }
            try (ResultLog log = store().openLog()) {
                log.begin(BATCH, 0, 1);
                assertThat(log.append(BATCH, 0, answered(1))).succeedsWithin(Duration.ofSeconds(10));
            }
            InputStream first = stalled.getFirst();
            first.skipNBytes((6 << 20) - 1);
            assertThat(first.read()).isEqualTo(6);
        } finally {
            for (InputStream reader : stalled) {
                reader.close();
            }
        }
    }

    @Test
    void aListOfUploadsThatAreKnownCostsOneRequest() throws IOException {
        UploadedFiles files = store().uploads();
        for (int i = 0; i < 5; i++) {
            try (Upload upload = files.begin()) {
                upload.publish(new UploadedFile(upload.id(), "in.jsonl", "batch", 0, Instant.EPOCH, null, null));
            }
        }
        assertThat(files.list()).hasSize(5);

        Map<String, Integer> before = proxy.counts();
        assertThat(files.list()).hasSize(5);
        before.merge("GET", 1, Integer::sum);
        assertThat(proxy.counts()).isEqualTo(before);
    }

    @Test
    void theFilesOfABatchCostOneRequest() throws IOException {
        S3Store store = store();
        for (BatchFile file : List.of(BatchFile.OUTPUT, BatchFile.SUMMARY, BatchFile.PLAN)) {
            try (AtomicFile draft = store.create(BATCH, file)) {
                draft.write(1);
                draft.publish();
            }
        }
        BatchId none = new BatchId("none");

        Map<String, Integer> before = proxy.counts();
        Map<BatchId, Map<BatchFile, Store.Written>> found =
                store.written(List.of(BATCH, none), EnumSet.of(BatchFile.OUTPUT, BatchFile.ERRORS, BatchFile.SUMMARY));
        before.merge("GET", 2, Integer::sum);
        assertThat(proxy.counts()).isEqualTo(before);
        assertThat(found.get(BATCH)).containsOnlyKeys(BatchFile.OUTPUT, BatchFile.SUMMARY);
        assertThat(found.get(none)).isEmpty();
    }

    @Test
    void aFollowerLooksLessOftenWhileNothingComes() throws Exception {
        FollowedResults followed = store().follow(BATCH);
        Duration waited = Duration.ZERO;
        int looks = 0;
        while (waited.compareTo(Duration.ofSeconds(60)) < 0) {
            assertThat(followed.readSome()).isEmpty();
            looks++;
            waited = waited.plus(followed.pause());
        }
        assertThat(looks).isLessThan(40);
        assertThat(followed.pause()).isEqualTo(Duration.ofSeconds(2));

        try (ResultLog log = store().openLog()) {
            log.append(BATCH, 0, answered(1)).join();
        }
        assertThat(followed.readSome()).hasSize(1);
        assertThat(followed.pause()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void whatAPersonHasToMendIsASentenceAndNoCallIsMade() {
        S3Store none = new S3Store(client, new S3Location("no-such-bucket-here", "x"), Clock.systemUTC());
        assertThat(none.trouble().orElseThrow()).contains("there is no bucket no-such-bucket-here");
        try (ResultLog log = none.openLog()) {
            assertThatThrownBy(() -> log.begin(BATCH, 0, 1))
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("there is no bucket no-such-bucket-here");
        }
    }

    @Test
    void wrongCredentialsAreASentenceWithoutTheSecret() {
        assumeTrue(TestingS3.get().isStrict());
        try (S3Client stranger = S3Connection.configured(
                        S3Client.builder()
                                .endpointOverride(URI.create(
                                        "http://127.0.0.1:" + TestingS3.get().port()))
                                .region(Region.US_EAST_1)
                                .credentialsProvider(StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create("penstock", "another-secret"))),
                        true)
                .build()) {
            S3Store closed = new S3Store(stranger, new S3Location(bucket, "x"), Clock.systemUTC());
            assertThat(closed.trouble().orElseThrow()).contains("credentials").doesNotContain("another-secret");
            assertThatThrownBy(closed::id)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageContaining("credentials");
        }
    }

    private S3Store store() {
        return new S3Store(client, new S3Location(bucket, "team"), Clock.systemUTC());
    }

    private static void call(ResultLog log, int calls, int shards, int atOnce) throws Exception {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            for (int line = 1; line <= calls; line++) {
                int number = line;
                all.add(threads.submit(() -> {
                    log.begin(BATCH, number % shards, number);
                    log.append(BATCH, number % shards, answered(number)).join();
                }));
            }
        }
        for (Future<?> each : all) {
            each.get();
        }
    }
}
