package dev.penstock.starter.cli;

import dev.penstock.client.batch.Listed;
import dev.penstock.client.batch.Stored;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock list}. */
@Command(name = "list", description = "List batches, newest first: Temporal's, or the store's if no server runs.")
public final class ListCommand implements Callable<Integer> {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "The most batches to list; 50 by default.")
    int limit;

    @Mixin
    JsonOption json = new JsonOption();

    private final Console console = Console.system();

    @Override
    public Integer call() throws IOException {
        List<Listed> batches = batches(new Home());
        if (json.wanted) {
            json.print(batches);
            return ExitCode.DONE;
        }
        console.say("%-40s %-11s %s".formatted("BATCH", "STATUS", "STARTED"));
        batches.forEach(batch -> console.say("%-40s %-11s %s"
                .formatted(
                        batch.id(),
                        batch.status(),
                        batch.started() == null ? "" : batch.started().truncatedTo(ChronoUnit.SECONDS))));
        return ExitCode.DONE;
    }

    /** No server is started for a list. */
    private List<Listed> batches(Home home) throws IOException {
        Optional<Session> found = Session.find(home, console::say);
        if (found.isEmpty()) {
            console.say("no Temporal runs here just now; this is what the store has");
            return new Stored(home.store()).list().limit(limit).toList();
        }
        try (Session session = found.get()) {
            return session.batches().list().limit(limit).toList();
        }
    }
}
