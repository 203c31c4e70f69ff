package dev.penstock.activities.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.activities.call.AnswerCheck;
import dev.penstock.activities.permit.StagePermits;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.process.PeriodicTasks;
import dev.penstock.activities.process.WorkerDrain;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Json;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardResults;
import dev.penstock.store.file.FileStore;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedSliceTest {
    private static final BatchId BATCH = new BatchId("b");
    private static final String STAGE = "extract";
    private static final RequestLine LINE = new RequestLine(
            1,
            "request-1",
            "/v1/chat/completions",
            Json.MAPPER.createObjectNode().put("model", "gpt-4o-mini"),
            true);

    @TempDir
    Path root;

    private final PeriodicTasks pulse = new PeriodicTasks(Duration.ofMillis(5));
    private final AtomicInteger called = new AtomicInteger();
    private final Pool pool = new Pool(PoolConfig.of("openai", "http://127.0.0.1/v1", null), (url, body) -> {
        String answer = "{\"answer\":%d}".formatted(called.incrementAndGet());
        return new Outcome.Answered(new Result.Response(200, "r", answer), new Usage(10, 0, 5, 0));
    });
    private String stage = STAGE;
    private FileStore store;
    private ResultLog log;

    @BeforeEach
    void open() {
        store = new FileStore(root, Clock.systemUTC());
        log = store.openLog();
    }

    @AfterEach
    void close() {
        log.close();
        pulse.close();
        pool.close();
    }

    @Test
    void anAnswerThatCouldNotBeCheckedIsFoundAgainAndNotPaidTwice() {
        AnswerCheck breaks = answered -> {
            assertThat(log.stage(STAGE).read(BATCH, 0).find(1, 0)).isPresent();
            throw new IllegalStateException("the process dies here");
        };
        assertThatThrownBy(() -> run(1, breaks)).hasMessage("the process dies here");
        assertThatThrownBy(() -> run(2, breaks)).hasMessage("the process dies here");
        log.close();
        log = store.openLog();

        List<Result> results = run(3, AnswerCheck.NONE);

        assertThat(results.getFirst().isAnswered()).isTrue();
        assertThat(results.getFirst().possiblyPaidTwice()).isFalse();
        assertThat(called).hasValue(1);
    }

    @Test
    void anUnusableAnswerIsAskedForAgainAndNeverCounts() {
        AnswerCheck second =
                answered -> answered.response().body().contains("1") ? unusable(answered, true) : Optional.empty();

        assertThatThrownBy(() -> run(1, second)).isInstanceOf(ApplicationFailure.class);
        assertThat(log.stage(STAGE).read(BATCH, 0).find(1, 0)).isEmpty();
        Result answer = run(2, second).getFirst();

        assertThat(answer.isAnswered()).isTrue();
        assertThat(answer.attempts()).isEqualTo(2);
        assertThat(called).hasValue(2);
        try (ShardResults results = store.results(BATCH, 0, STAGE)) {
            assertThat(new String(results.raw(1), StandardCharsets.UTF_8)).contains("{\"answer\":2}");
        }
    }

    @Test
    void theSixthUnusableAnswerIsADeadLetterAlsoAfterRestarts() {
        AnswerCheck never = answered -> unusable(answered, true);
        for (int attempt = 1; attempt <= 5; attempt++) {
            int now = attempt;
            assertThatThrownBy(() -> run(now, never)).isInstanceOf(ApplicationFailure.class);
            log.close();
            log = store.openLog();
        }

        Result dead = run(6, never).getFirst();

        assertThat(dead.error()).isEqualTo(new Result.Error("invalid_response", "no"));
        assertThat(dead.response()).isNotNull();
        assertThat(dead.attempts()).isEqualTo(6);
        assertThat(called).hasValue(6);
        assertThat(run(7, never).getFirst().isAnswered()).isFalse();
        assertThat(called).hasValue(6);
    }

    @Test
    void answersWithoutAStageAreCheckedAgainToo() {
        stage = "";
        AnswerCheck breaks = answered -> {
            throw new IllegalStateException("the process dies here");
        };
        assertThatThrownBy(() -> run(1, breaks)).hasMessage("the process dies here");

        assertThatThrownBy(() -> run(2, answered -> unusable(answered, true))).isInstanceOf(ApplicationFailure.class);
        assertThat(called).hasValue(1);
        assertThat(run(3, answered -> Optional.empty()).getFirst().attempts()).isEqualTo(2);
    }

    @Test
    void anAnswerThatCannotBeCheckedIsADeadLetterAtOnce() {
        Result dead = run(1, answered -> unusable(answered, false)).getFirst();

        assertThat(dead.isAnswered()).isFalse();
        assertThat(called).hasValue(1);
    }

    private static Optional<Outcome.Unusable> unusable(Outcome.Answered answered, boolean mayChange) {
        return Optional.of(new Outcome.Unusable(
                answered.response(), answered.usage(), new Result.Error("invalid_response", "no"), mayChange));
    }

    private List<Result> run(int attempt, AnswerCheck check) {
        SliceRun slices =
                new SliceRun(store, log, new PoolRegistry(List.of(pool)), Prices.known(), pulse, new WorkerDrain());
        SliceInput slice = new SliceInput(
                BATCH, 0, new Slice(0, 0, 1, 1, 1, 0, "openai", null), 0, false, Urgency.NORMAL, null, null);
        return slices.results(
                slice,
                1,
                of -> new SliceRun.Work(
                        stage,
                        stage.isEmpty() ? log : log.stage(stage),
                        List.of(LINE),
                        of,
                        body -> check,
                        () -> StagePermits.UNLIMITED),
                attempt,
                beat -> {});
    }
}
