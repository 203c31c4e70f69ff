package dev.penstock.starter.cli;

import dev.penstock.starter.engine.EngineReport;
import dev.penstock.starter.provider.ProviderChoice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code penstock doctor}: what would be used, and what is missing. Starts and changes nothing. */
@Command(name = "doctor", description = "Tell which engine, JDK, provider, store and pool would be used.")
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    ProviderOptions providers = new ProviderOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        Home home = new Home();
        EngineReport engine = EngineReport.of(home.engine());
        Map<String, String> findings = new LinkedHashMap<>();
        findings.put("jdk", "%s in %s".formatted(Runtime.version(), System.getProperty("java.home")));
        findings.put("engine", engine.description());
        findings.put("home", home.folder().toString());
        findings.put("store", home.storeUri().toString());
        try (ProviderChoice provider = providers.find(System.getenv())) {
            findings.put("provider", provider.description());
            findings.put(
                    "model",
                    provider.defaultModel().orElse("none by default; name one with --model or PENSTOCK_MODEL"));
            findings.put("pool", pool(provider));
        }
        print(findings);
        engine.missing().forEach(Console.system()::say);
        return engine.missing().isEmpty() ? ExitCode.DONE : ExitCode.TROUBLE;
    }

    private static String pool(ProviderChoice provider) {
        var limits = provider.pool().limits();
        return "%s: %d calls at once, requests a minute %s, tokens a minute %s"
                .formatted(
                        provider.pool().name(),
                        limits.concurrency(),
                        limits.requestsPerMinute() == null ? "not limited" : limits.requestsPerMinute(),
                        limits.tokensPerMinute() == null ? "not limited" : limits.tokensPerMinute());
    }

    private void print(Map<String, String> findings) {
        if (json.wanted) {
            JsonOption.print(command.commandLine().getOut(), findings);
            return;
        }
        findings.forEach((name, finding) -> Console.system().say("%-9s %s".formatted(name + ":", finding)));
    }
}
