package dev.penstock.activities.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.attachment.CallFiles;
import dev.penstock.activities.attachment.FileMemory;
import dev.penstock.activities.call.CallBudget.Reservation;
import dev.penstock.activities.permit.StagePermits;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.limits.rate.RateLimits;
import dev.penstock.limits.rate.WaiterGroup;
import dev.penstock.limits.traffic.TasksInTransit;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Json;
import dev.penstock.store.Result;
import dev.penstock.store.file.FileStore;
import dev.penstock.store.input.FileGrants;
import dev.penstock.store.input.FilePart;
import dev.penstock.store.input.InputRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileReservedCallTest {
    private static final BatchId BATCH = new BatchId("b");
    private static final ObjectNode SMALL = Json.MAPPER.createObjectNode().put("model", "m");
    private static final Outcome ANSWERED =
            new Outcome.Answered(new Result.Response(200, "r", "{}"), new Usage(10, 0, 5, 0));

    @TempDir
    Path folder = Path.of("");

    private final FileMemory memory = new FileMemory(1 << 20);
    private final Pool pool = new Pool(
            PoolConfig.of("openai", "http://127.0.0.1/v1", null).withLimits(RateLimits.ofConcurrency(1)),
            (url, body) -> ANSWERED);
    private final WaiterGroup waiters = pool.limiter().newWaiterGroup();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final TasksInTransit inTransit = new TasksInTransit(System::nanoTime);
    private final TasksInTransit.Requests arrivals = inTransit.taskBegins(0);
    private FileStore store;
    private ObjectNode large;

    @BeforeEach
    void write() throws IOException {
        store = new FileStore(folder.resolve("store"), Clock.systemUTC());
        Path file = Files.writeString(folder.resolve("large.txt"), "x".repeat(1 << 20))
                .toRealPath();
        new FileGrants(store).grant(BATCH, new InputRoots(List.of(folder), List.of(), false), BatchSpec.of("/in"));
        long modified = Files.getLastModifiedTime(file).toMillis();
        large = SMALL.deepCopy();
        large.putArray("messages")
                .addObject()
                .putArray("content")
                .add(new FilePart(file.toString(), FilePart.Kind.TEXT, 1 << 20, modified).toJson());
    }

    @AfterEach
    void close() {
        threads.close();
        pool.close();
    }

    @Test
    void aCallThatWaitsForMemoryHoldsNoPermitSoThatOthersPass() throws Exception {
        Future<CallReport> waiting;
        try (FileMemory.Share other =
                memory.reserve("openai", 1 << 20, Urgency.NORMAL, () -> false).orElseThrow()) {
            waiting = threads.submit(() -> call(large));
            awaitWaiting(1, waiting);

            assertThat(call(SMALL)).isInstanceOf(CallReport.Finished.class);
            assertThat(waiting).isNotDone();
        }
        assertThat(waiting.get()).isInstanceOf(CallReport.Finished.class);
    }

    @Test
    void theReservationsOfAPoolThatStandsStillAreInNoOtherPoolsWay() throws Exception {
        try (FileMemory.Share standing = memory.reserve("elsewhere", 1 << 20, Urgency.NORMAL, () -> false)
                .orElseThrow()) {
            assertThat(call(large)).isInstanceOf(CallReport.Finished.class);
        }
    }

    @Test
    void aSliceThatStopsWaitsForNoMemory() throws Exception {
        try (FileMemory.Share other =
                memory.reserve("openai", 1 << 20, Urgency.NORMAL, () -> false).orElseThrow()) {
            Future<CallReport> waiting = threads.submit(() -> call(large));
            awaitWaiting(1, waiting);

            waiters.stopWaiting();
            files().stopWaiting();

            assertThat(waiting.get()).isInstanceOf(CallReport.NotCalled.class);
        }
    }

    @Test
    void theFirstToWaitIsTheFirstToGetMemoryHoweverMuchItWants() throws Exception {
        List<String> order = new ArrayList<>();
        Future<?> first;
        Future<?> second;
        try (FileMemory.Share half =
                memory.reserve("openai", 100_000, Urgency.NORMAL, () -> false).orElseThrow()) {
            first = threads.submit(() -> reserve(1 << 20, Urgency.NORMAL, "large", order));
            awaitWaiting(1, first);
            second = threads.submit(() -> reserve(1, Urgency.NORMAL, "small", order));
            awaitWaiting(2, second);
        }
        first.get();
        second.get();
        assertThat(order).containsExactly("large", "small");
    }

    @Test
    void whatIsUrgentGetsMemoryBeforeWhatWaitedLonger() throws Exception {
        List<String> order = new ArrayList<>();
        Future<?> first;
        Future<?> second;
        try (FileMemory.Share all =
                memory.reserve("openai", 1 << 20, Urgency.NORMAL, () -> false).orElseThrow()) {
            first = threads.submit(() -> reserve(1 << 20, Urgency.LOW, "low", order));
            awaitWaiting(1, first);
            second = threads.submit(() -> reserve(1 << 20, Urgency.HIGH, "high", order));
            awaitWaiting(2, second);
        }
        first.get();
        second.get();
        assertThat(order).containsExactly("high", "low");
    }

    @Test
    void aCallThatWaitsForMemoryCountsAsOnItsWay() throws Exception {
        Future<CallReport> waiting;
        try (FileMemory.Share all =
                memory.reserve("openai", 1 << 20, Urgency.NORMAL, () -> false).orElseThrow()) {
            waiting = threads.submit(() -> call(large));
            awaitWaiting(1, waiting);

            assertThat(inTransit.requests()).isEqualTo(1);
        }
        waiting.get();
        assertThat(inTransit.requests()).isZero();
    }

    private Void reserve(long bytes, Urgency urgency, String name, List<String> order) throws InterruptedException {
        try (FileMemory.Share taken =
                memory.reserve("openai", bytes, urgency, () -> false).orElseThrow()) {
            order.add(name);
        }
        return null;
    }

    private void awaitWaiting(int calls, Future<?> last) {
        await().until(() -> memory.waiting("openai") >= calls || last.isDone());
        assertThat(last).as("the call waits").isNotDone();
    }

    private CallReport call(ObjectNode body) throws InterruptedException {
        return new CallStack(pool, new CallResults(pool, Prices.known(), Duration.ZERO, 0), waiters)
                .ofSlice(
                        new ShardJournal(new RecordingLog(new ArrayList<>()), BATCH, 0),
                        request -> new Reservation.Reserved(NanoUsd.ZERO, cost -> {}),
                        Optional.empty(),
                        AnswerChecks.NONE,
                        StagePermits.UNLIMITED,
                        Urgency.NORMAL,
                        new AtomicInteger(),
                        new Refusals(System::nanoTime, (batch, isAboutRequests) -> true),
                        files())
                .call(CallRequest.single("/v1/chat/completions", body));
    }

    private CallFiles files() {
        return CallFiles.of(store, BATCH, memory, "openai", arrivals);
    }
}
