package dev.penstock.limits.simulation;

import java.util.List;
import java.util.Locale;

/** The report as it is committed. */
final class ReportText {
    private static final String HEAD = """
            # Simulation

            The real rate limiter, governor, learning and circuit breaker under a virtual clock, against simulated providers. A test plays it
            again and compares, so that a change of behaviour is a diff here; `%s` writes it anew.

            Figures are of the time after the first minute, but for the share of 429 responses, which is of all calls. *Used*: of what the
            provider would have let in. *Settles*: seconds from the (last) change until ten seconds' answers come within 10 %% of that.
            *Too much*: by how much the fullest minute's calls exceeded it. *Jain*: 1 = all who share got the same, by weight.

            | scenario | used | 429s | settles | too much | Jain |
            |---|--:|--:|--:|--:|--:|
            """;

    private static final String TAIL = """

            What is not as good as one would like: a request of 20,000 tokens fits less well into a quarter of a quota than into all of it,
            so each of four workers leaves some of its minute unused. After a storm of 429 responses that was no quota, the rate comes back
            slowly. With many workers for a quota of a few calls a second enforced second by second, calls of different workers collide,
            and two thirds of it are used.
            """;

    private ReportText() {}

    static String of(List<Scenario> scenarios, String command) {
        StringBuilder text = new StringBuilder(HEAD.formatted(command));
        scenarios.forEach(scenario -> text.append(row(scenario)));
        text.append('\n');
        scenarios.forEach(scenario ->
                text.append("- **%s** – %s %s\n".formatted(scenario.name(), scenario.setting(), scenario.findings())));
        return text.append(TAIL).toString();
    }

    private static String row(Scenario scenario) {
        Integer settled = scenario.settled();
        Double jain = scenario.jain();
        return String.format(
                Locale.ROOT,
                "| %s | %.1f %% | %.2f %% | %s | %.1f %% | %s |\n",
                scenario.name(),
                100 * scenario.utilisation(),
                100 * scenario.throttledShare(),
                settled == null ? "–" : settled + " s",
                100 * scenario.overshoot(),
                jain == null ? "–" : String.format(Locale.ROOT, "%.4f", jain));
    }
}
