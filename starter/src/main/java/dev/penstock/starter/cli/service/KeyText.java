package dev.penstock.starter.cli.service;

import dev.penstock.service.callers.ApiKey;
import dev.penstock.service.callers.ApiKeys;
import dev.penstock.service.callers.KeyLimits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Formats API keys as text and JSON, never with their hashes. */
final class KeyText {
    private static final String LINE = "%-8s  %-20s  %-8s  %-6s  %-5s  %s";

    private KeyText() {}

    static List<String> table(List<ApiKey> keys) {
        if (keys.isEmpty()) {
            return List.of("no keys; make one with `penstock keys create --tenant NAME`");
        }
        return Stream.concat(
                        Stream.of(LINE.formatted("id", "tenant", "priority", "weight", "admin", "limits")),
                        keys.stream().map(KeyText::line))
                .toList();
    }

    static Map<String, Object> json(ApiKeys.Created created) {
        Map<String, Object> all = json(created.key());
        all.put("key", created.secret());
        return all;
    }

    static Map<String, Object> json(ApiKey key) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", key.id());
        all.put("tenant", key.tenant());
        all.put("admin", key.admin());
        all.put("priority", key.priority().text());
        if (key.weight() != null) {
            all.put("weight", key.weight());
        }
        all.put("limits", key.limits());
        all.put("created_at", key.createdAt());
        return all;
    }

    private static String line(ApiKey key) {
        return LINE.formatted(
                key.id(),
                key.tenant(),
                key.priority().text(),
                Objects.requireNonNullElse(key.weight(), "-"),
                key.admin() ? "yes" : "no",
                limits(key.limits()));
    }

    private static String limits(KeyLimits limits) {
        String all = Stream.of(
                        limit(limits.requestsPerMinute(), "requests/min"),
                        limit(limits.tokensPerMinute(), "tokens/min"),
                        limit(limits.requestsPerDay(), "requests/day"),
                        limit(limits.tokensPerDay(), "tokens/day"),
                        limit(limits.usdPerDay(), "USD/day"),
                        limit(limits.usdPerMonth(), "USD/month"),
                        limit(mib(limits.storageBytes()), "MiB"))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    private static @Nullable Long mib(@Nullable Long bytes) {
        return bytes == null ? null : bytes >> 20;
    }

    private static String limit(@Nullable Number number, String of) {
        return number == null ? "" : number + " " + of;
    }
}
