package dev.penstock.starter.cli.service;

import dev.penstock.service.ApiBackend;
import dev.penstock.service.ApiServer;
import dev.penstock.service.prometheus.MetricsExport;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.GraceOption;
import dev.penstock.starter.cli.session.ProviderOptions;
import dev.penstock.starter.cli.session.StopSignal;
import dev.penstock.starter.cli.session.TemporalSession;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.store.Store;
import dev.penstock.worker.LocalCompletions;
import dev.penstock.worker.config.ProviderChoice;
import picocli.CommandLine.Mixin;

/** Runs the Temporal server, the HTTP API and optionally a worker until Ctrl-C. */
final class ServiceProcess {
    @Mixin
    ApiOption api = new ApiOption();

    @Mixin
    GraceOption grace = new GraceOption();

    @Mixin
    ProviderOptions providers = new ProviderOptions();

    /**
     * Runs until the user wants to stop.
     *
     * @param worker whether this process also runs a worker
     * @param ready the message to print once the API is ready
     * @return the exit code
     */
    int run(boolean worker, String ready) throws InterruptedException {
        CarrierThreads.prepareForServing();
        UserFolders home = new UserFolders();
        Store store = home.usableStore();
        TerminalOutput console = TerminalOutput.system();
        StopSignal stop = StopSignal.listen(console::say);
        try (ProviderChoice provider = providers.find(System.getenv());
                MetricsExport metrics = MetricsExport.open();
                TemporalSession session = TemporalSession.open(home, console::say, metrics);
                ServiceWorkers workers = new ServiceWorkers(home, provider, session.client(), console::say, worker);
                ApiServer server = start(store, session, provider, metrics, workers.completions())) {
            stop.onImmediateStop(session.engine()::close);
            console.say("engine:   " + session.engine().description());
            session.engine().webUi().ifPresent(address -> console.say("web ui:   " + address));
            console.say("provider: " + provider.description());
            console.say("pool:     " + String.join(", ", provider.servedNames()));
            console.say("api:      %s/v1 (any OpenAI client's base URL)".formatted(server.address()));
            api.warning().ifPresent(console::say);
            workers.ensure();
            console.say(ready);
            StoreWatch watch = new StoreWatch(store, console::say);
            BuildWatch routing = BuildWatch.of(session.client(), worker ? home.build(null) : null, console::say);
            WaitingBatches waiting = WaitingBatches.of(session.batches(), provider.takenNames(), console::say);
            UntilStopped.until(stop, session.engine(), () -> {
                workers.ensure();
                watch.look();
                routing.look();
                if (worker) {
                    waiting.look();
                }
            });
            workers.drain(provider.grace(grace.seconds));
            return ExitCode.DONE;
        }
    }

    private ApiServer start(
            Store store,
            TemporalSession session,
            ProviderChoice provider,
            MetricsExport metrics,
            LocalCompletions completions) {
        ApiBackend backend = new ApiBackend(
                new EngineServer(session.engine()),
                session.client(),
                session.batches(),
                session.pools(),
                store,
                provider,
                metrics,
                completions,
                api.requestTimeout());
        try {
            return ApiServer.start(api.options(store), backend);
        } catch (ApiServer.AddressTaken | ApiServer.CertificateUnusable e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }
}
