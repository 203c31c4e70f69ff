package dev.penstock.starter.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A team's installation on one machine: a Temporal of its own, an API process, and workers, each of which can be killed. */
final class Deployment {
    static final int CONCURRENCY = 20;

    private final Penstock penstock;
    private final List<Running> workers = new ArrayList<>();
    private @Nullable Api api;

    /**
     * Starts nothing yet.
     *
     * @param temporal the address of its Temporal server
     */
    Deployment(Penstock penstock, String temporal) {
        this.penstock = penstock.with("TEMPORAL_ADDRESS", temporal);
    }

    Deployment startApi() {
        api = Api.serve(penstock, "--no-worker");
        return this;
    }

    /** Starts an API process that is a worker, too. */
    Deployment startApiWithWorker() {
        api = Api.serve(penstock, "--concurrency", Integer.toString(CONCURRENCY), "--timeout", "20");
        return this;
    }

    Deployment startWorkers(int count) {
        List<Running> started = new ArrayList<>();
        for (int worker = 0; worker < count; worker++) {
            started.add(startWorker());
        }
        workers.addAll(started);
        workers.forEach(worker -> worker.awaitSaid("worker ready"));
        return this;
    }

    /** Starts one that reaches Temporal, or the store, elsewhere, through a {@link TcpProxy}. */
    Deployment startWorkerWith(Map<String, String> variables) {
        Map<String, String> others = penstock.environment();
        penstock.with(variables);
        workers.add(startWorker().awaitSaid("worker ready"));
        variables.keySet().forEach(name -> penstock.with(name, Objects.requireNonNull(others.get(name))));
        return this;
    }

    Api api() {
        if (api == null) {
            throw new AssertionError("no API was started");
        }
        return api;
    }

    Running worker(int number) {
        return workers.get(number);
    }

    /** Kills a worker, and starts another in its place without waiting for it. */
    void replaceWorker(int number) {
        kill(workers.get(number));
        workers.set(number, startWorker());
    }

    void killApi() {
        kill(api().process());
    }

    /** Uploads an input and makes a batch of it; its id. */
    String submit(TestingInput input) throws IOException {
        return api().create(api().upload(Files.readString(input.file())), "");
    }

    private Running startWorker() {
        return penstock.start("worker", "--concurrency", Integer.toString(CONCURRENCY), "--timeout", "20");
    }

    private static void kill(Running process) {
        process.signal("9");
        process.awaitEnd();
    }
}
