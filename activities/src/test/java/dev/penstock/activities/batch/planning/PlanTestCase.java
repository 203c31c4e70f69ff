package dev.penstock.activities.batch.planning;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.penstock.activities.budget.Budgets;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.process.OutOfMemoryNotes;
import dev.penstock.activities.tokens.TokenEstimate;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.InvalidInput;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.Plan;
import dev.penstock.store.RequestLine;
import dev.penstock.store.ResultLog;
import dev.penstock.store.file.FileStore;
import dev.penstock.store.input.InputRoots;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store in a temporary folder, and a planner with one pool. */
@SuppressWarnings("NullAway.Init")
public abstract class PlanTestCase {
    protected static final BatchId BATCH = new BatchId("b");
    private static final TokenEstimate TOKENS = new TokenEstimate();

    @TempDir
    protected Path folder;

    /** The processes that ran out of memory: none. */
    protected OutOfMemoryNotes outOfMemory = (pid, since) -> false;

    protected FileStore store;
    protected ResultLog log;

    @BeforeEach
    void openStore() {
        store = new FileStore(folder.resolve("store"), Clock.systemUTC());
        log = store.openLog();
    }

    @AfterEach
    void closeLog() {
        log.close();
    }

    protected PlanActivityImpl planner() {
        return planner(OnePool.without(null));
    }

    protected PlanActivityImpl planner(ModelPools pools) {
        return new PlanActivityImpl(
                store, inputs(), log, pools, TOKENS, Map.of("acme", 4.0), Budgets.NONE, outOfMemory, () -> {});
    }

    /** The inputs that batches of nobody's submission may read: those in the test's folder. */
    protected AllowedInputs inputs() {
        return new AllowedInputs(store, new InputRoots(List.of(folder), List.of(folder.resolve("store")), true));
    }

    protected BatchSpec input(String name, String... lines) {
        return BatchSpec.of(write(name, String.join("\n", lines) + "\n").toString());
    }

    protected Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected static String request(String customId) {
        return request(customId, "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    }

    protected static String request(String customId, String body) {
        return "{\"custom_id\":\"%s\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":%s}"
                .formatted(customId, body);
    }

    /** All requests of a planned batch, read slice by slice. */
    protected List<RequestLine> requests(Plan plan) {
        List<RequestLine> requests = new ArrayList<>();
        for (int shard = 0; shard < plan.shards(); shard++) {
            for (Slice slice : planner().slices(BATCH, shard)) {
                requests.addAll(store.read(BATCH, slice));
            }
        }
        return requests;
    }

    protected InvalidInput refusal(BatchSpec spec) {
        return catchThrowableOfType(ApplicationFailure.class, () -> planner().batch(BATCH, spec))
                .getDetails()
                .get(InvalidInput.class);
    }
}
