package dev.penstock.starter.cli.completion;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.completion.DirectCompletions;
import dev.penstock.activities.completion.LiveCall;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.contracts.completion.CompletionRequest;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.TokenSink;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.ProviderOptions;
import dev.penstock.starter.cli.session.StopSignal;
import dev.penstock.starter.cli.session.TemporalSession;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.worker.LocalCompletions;
import dev.penstock.worker.PenstockWorker;
import dev.penstock.worker.config.ProviderChoice;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code penstock complete PROMPT} makes one completion, in this process or in a workflow of its own. */
@Command(name = "complete", description = "Make a single completion, with priority over batches.", sortOptions = false)
public final class CompleteCommand implements Callable<Integer> {
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);
    /** The time after which the completion is given up. */
    private static final Duration TIME = Duration.ofMinutes(10);

    @Parameters(paramLabel = "PROMPT", description = "The prompt.")
    String prompt = "";

    @Option(names = "--system", paramLabel = "TEXT", description = "The system message.")
    @Nullable
    String system;

    @Option(names = "--model", paramLabel = "NAME", description = "The model; by default the provider's usual one.")
    @Nullable
    String model;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Longest answer, in tokens.")
    @Nullable
    Integer maxTokens;

    @Option(names = "--temperature", paramLabel = "T", description = "Sampling temperature, 0 to 2.")
    @Nullable
    Double temperature;

    @Option(names = "--stream", description = "Print tokens as they arrive.")
    boolean stream;

    @Option(
            names = "--durable",
            description = "Make it a workflow, which any other worker ends when this process is killed.")
    boolean durable;

    @Mixin
    ProviderOptions providers = new ProviderOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        UserFolders home = new UserFolders();
        TerminalOutput console = TerminalOutput.system();
        LocalCompletions completions = new LocalCompletions();
        StopSignal stop = StopSignal.listen(console::say);
        try (ProviderChoice provider = providers.find(System.getenv());
                TemporalSession session = TemporalSession.open(home, line -> {})) {
            stop.onImmediateStop(session.engine()::close);
            if (provider.isMadeUp()) {
                console.say("provider: " + provider.description());
            }
            String asked = model(provider);
            try (PenstockWorker worker = PenstockWorker.startWithCompletions(
                    session.client(), provider.settings(home.storeUri(), home.folder()), completions)) {
                LiveCall call = LiveCall.ofOperator(
                        stream && !json.wanted ? new Printer(StandardOutput.of(command), console) : null);
                String pool = pool(provider, asked);
                AskedCompletion completion = durable
                        ? durable(session, completions, call, pool, body(asked))
                        : direct(completions, call, pool, body(asked));
                List<String> pools =
                        provider.poolsOf(asked).stream().map(PoolConfig::name).toList();
                int code = await(session, pools, completion, stop);
                return code == ExitCode.DEAD_LETTERS && worker.areBlocked(pools) ? rejected(pools) : code;
            }
        }
    }

    private AskedCompletion direct(LocalCompletions completions, LiveCall call, String pool, Map<String, Object> body) {
        DirectCompletions direct = completions
                .direct(pool)
                .orElseThrow(() -> new IllegalStateException("this process does not call pool " + pool));
        ObjectNode asked = JsonText.MAPPER.valueToTree(body);
        return DirectCompletion.start(direct, new CompletionRequest(pool, Map.of(), TIME, null, null), asked, call);
    }

    /** Starts a workflow; this process makes its call, so that tokens reach it without going through the workflow's history. */
    private AskedCompletion durable(
            TemporalSession session,
            LocalCompletions completions,
            LiveCall call,
            String pool,
            Map<String, Object> body) {
        String name = UUID.randomUUID().toString();
        boolean isStreamed = stream && !json.wanted;
        if (isStreamed) {
            completions.calls().open(name, call);
        }
        return DurableCompletion.start(
                session.client(),
                name,
                new CompletionRequest(pool, body, TIME, isStreamed ? name : null, completions.queue()));
    }

    private int await(TemporalSession session, List<String> pools, AskedCompletion completion, StopSignal stop)
            throws InterruptedException {
        CompletionProgress wait = new CompletionProgress(POLL_INTERVAL, TerminalOutput.system()::say);
        return switch (wait.await(completion.answer(), new AskedPool(session, pools), stop.requested())) {
            case CompletionProgress.End.Answered(CompletionResult result) -> print(result, StandardOutput.of(command));
            case CompletionProgress.End.Blocked(String reason) -> {
                completion.giveUp("the pool is blocked");
                TerminalOutput console = TerminalOutput.system();
                console.say("not called, because the pool is blocked: " + reason);
                console.say("fix the cause, then run `penstock pool resume %s`".formatted(pools.getFirst()));
                yield ExitCode.CAN_BE_CONTINUED;
            }
            case CompletionProgress.End.Stopped(String signal) -> {
                completion.giveUp("stopped by " + signal);
                yield ExitCode.CAN_BE_CONTINUED;
            }
        };
    }

    private int rejected(List<String> pools) {
        TerminalOutput.system()
                .say("the provider rejected the account of pool %s; fix the cause and ask again"
                        .formatted(String.join(", ", pools)));
        return ExitCode.CAN_BE_CONTINUED;
    }

    private int print(CompletionResult result, PrintWriter out) {
        if (json.wanted) {
            json.print(result);
        } else if (!result.isAnswered()) {
            TerminalOutput.system()
                    .sayLines((result.status() == 0 ? "no answer: " : "the provider answered " + result.status() + ": ")
                            + result.body());
        } else {
            out.println(stream || result.text() == null ? "" : result.text());
            out.flush();
        }
        return result.isAnswered() ? ExitCode.DONE : ExitCode.DEAD_LETTERS;
    }

    private String model(ProviderChoice provider) {
        String asked = model == null ? provider.model() : model;
        if (asked == null) {
            throw new UserError("name a model with --model or PENSTOCK_MODEL");
        }
        return asked;
    }

    private static String pool(ProviderChoice provider, String asked) {
        return provider.destination(asked)
                .orElseThrow(() -> new UserError("no pool serves model '%s'; configured pools: %s"
                        .formatted(asked, String.join(", ", provider.servedNames()))));
    }

    private Map<String, Object> body(String asked) {
        List<Map<String, String>> messages = new ArrayList<>();
        if (system != null) {
            messages.add(Map.of("role", "system", "content", system));
        }
        messages.add(Map.of("role", "user", "content", prompt));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", asked);
        body.put("messages", messages);
        if (maxTokens != null) {
            body.put("max_tokens", maxTokens);
        }
        if (temperature != null) {
            body.put("temperature", temperature);
        }
        return body;
    }

    /** Prints tokens on standard output as they arrive. */
    private record Printer(PrintWriter out, TerminalOutput console) implements TokenSink {
        @Override
        public void token(String text) {
            out.print(text);
            out.flush();
        }

        @Override
        public void restart() {
            out.println();
            out.flush();
            console.say("(the call was interrupted; the answer starts again)");
        }
    }
}
