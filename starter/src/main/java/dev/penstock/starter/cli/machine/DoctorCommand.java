package dev.penstock.starter.cli.machine;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.RouteConfig;
import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.engine.EngineReport;
import dev.penstock.service.callers.ApiKeys;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.session.ProviderOptions;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.store.StoreUnavailableException;
import dev.penstock.worker.WorkerBuild;
import dev.penstock.worker.config.ConfiguredTenants;
import dev.penstock.worker.config.PenstockConfiguration;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code penstock doctor} prints what a run would use and what is missing; starts and changes nothing. */
@Command(name = "doctor", description = "Show which JDK, Temporal server, provider, store and pools would be used.")
public final class DoctorCommand implements Callable<Integer> {
    @Mixin
    ProviderOptions providers = new ProviderOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        UserFolders home = new UserFolders();
        EngineReport engine = EngineReport.of(home.engine());
        Map<String, Object> findings = new LinkedHashMap<>();
        findings.put("jdk", "%s in %s".formatted(Runtime.version(), System.getProperty("java.home")));
        findings.put("engine", engine.description());
        findings.put("history", home.encryption().description());
        @Nullable WorkerBuild build = home.build(null);
        findings.put(
                "build",
                build == null
                        ? "none; PENSTOCK_BUILD_ID names one"
                        : "%s of deployment %s".formatted(build.id(), build.deployment()));
        findings.put("home", home.folder().toString());
        findings.put("store", home.storeUri().toString());
        DiskFindings disk = DiskFindings.of(home);
        findings.put("space", disk.space());
        findings.put("access", disk.access());
        findings.put("files", disk.openFiles());
        try (ProviderChoice provider = providers.find(System.getenv())) {
            findings.put("config", config(provider.configuration(), home));
            findings.put("provider", provider.description());
            findings.put("model", provider.defaultModel().orElse("no default; set one with --model or PENSTOCK_MODEL"));
            findings.put(
                    "pools",
                    provider.served().stream().map(DoctorCommand::describe).toList());
            findings.put(
                    "routes",
                    provider.routes().stream().map(RouteConfig::description).toList());
            findings.put("tenants", tenants(provider.configuration().tenants()));
        }
        print(findings);
        List<String> faults = Stream.of(engine.missing(), disk.missing(), keyFaults(home))
                .flatMap(List::stream)
                .toList();
        faults.forEach(TerminalOutput.system()::say);
        return faults.isEmpty() ? ExitCode.DONE : ExitCode.TROUBLE;
    }

    private static List<String> keyFaults(UserFolders home) {
        try {
            return new ApiKeys(home.store().documents(), Clock.systemUTC())
                    .list()
                    .faults();
        } catch (IOException | StoreUnavailableException e) {
            return List.of("the API keys cannot be read: " + e.getMessage());
        }
    }

    private static String config(PenstockConfiguration configuration, UserFolders home) {
        return configuration.source() == null ? "no penstock.yaml here or in " + home.folder() : configuration.source();
    }

    /** Describes a pool without its key. */
    private static String describe(PoolConfig pool) {
        PoolQuota declared = pool.declared();
        return "%s: models %s; calls in flight %s, requests a minute %s, tokens a minute %s%s%s"
                .formatted(
                        pool.name(),
                        String.join(" ", pool.models()),
                        declared.maxConcurrency() == null
                                ? pool.limits().concurrency() + " (not declared)"
                                : declared.maxConcurrency(),
                        declared.requestsPerMinute() == null ? "not limited" : declared.requestsPerMinute(),
                        declared.tokensPerMinute() == null ? "not limited" : declared.tokensPerMinute(),
                        inputOutput(declared.furtherOrNone()),
                        pool.limits().strict() ? "" : ", not strict (a whole minute's quota may be used at once)");
    }

    private static String inputOutput(FurtherLimits limits) {
        Long input = limits.inputTokensPerMinute();
        Long output = limits.outputTokensPerMinute();
        return (input == null ? "" : ", input tokens a minute " + input)
                + (output == null ? "" : ", output tokens a minute " + output);
    }

    private static List<String> tenants(ConfiguredTenants tenants) {
        return new TreeMap<>(tenants.weights())
                .entrySet().stream()
                        .map(tenant -> "%s: weight %s"
                                .formatted(
                                        tenant.getKey(),
                                        BigDecimal.valueOf(tenant.getValue())
                                                .stripTrailingZeros()
                                                .toPlainString()))
                        .toList();
    }

    private void print(Map<String, Object> findings) {
        if (json.wanted) {
            json.print(findings);
            return;
        }
        findings.forEach((name, finding) -> {
            if (finding instanceof List<?> several) {
                several.forEach(one -> say(name.replaceFirst("s$", ""), one));
            } else {
                say(name, finding);
            }
        });
    }

    private static void say(String name, Object finding) {
        TerminalOutput.system().say("%-9s %s".formatted(name + ":", finding));
    }
}
