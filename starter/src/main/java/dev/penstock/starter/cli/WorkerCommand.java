package dev.penstock.starter.cli;

import dev.penstock.starter.provider.ProviderChoice;
import dev.penstock.worker.PenstockWorker;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code penstock worker}: one of any number of workers of a Temporal that runs elsewhere. */
@Command(
        name = "worker",
        description = "Run a worker alone, against any Temporal (TEMPORAL_ADDRESS or the temporal CLI's profile).")
public final class WorkerCommand implements Callable<Integer> {
    @Mixin
    GraceOption grace = new GraceOption();

    @Mixin
    ProviderOptions providers = new ProviderOptions();

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        // Nobody watches a bar here; a log is what is wanted.
        System.setProperty("penstock.console", "INFO");
        Home home = new Home();
        Console console = Console.system();
        StopSignal stop = StopSignal.listen(console::say);
        try (ProviderChoice provider = providers.find(System.getenv());
                Session session = Session.open(home, console::say)) {
            console.say("engine:   " + session.engine().description());
            console.say("provider: " + provider.description());
            try (PenstockWorker worker = PenstockWorker.start(session.client(), provider.settings(home.storeUri()))) {
                console.say("worker ready for pool " + String.join(", ", provider.servedNames()));
                stop.asked().get();
                int left = worker.drain(provider.grace(grace.seconds));
                return left == 0 ? ExitCode.DONE : ExitCode.CAN_BE_CONTINUED;
            }
        }
    }
}
