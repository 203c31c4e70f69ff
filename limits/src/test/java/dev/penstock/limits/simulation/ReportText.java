package dev.penstock.limits.simulation;

import java.util.List;
import java.util.Locale;

/** The report as it is committed. */
final class ReportText {
    private static final String HEAD = """
            # Simulation

            The real gate, governor, learning and breaker under a virtual clock, against simulated providers. A test plays it again and
            compares, so that a change of behaviour is a diff here; `%s` writes it anew.

            Figures are of the time after the first minute, but for the share of answers 429, which is of all calls. *Used*: of what the
            provider would have let in. *Settles*: seconds from the (last) change until ten seconds' answers come within 10 %% of that.
            *Too much*: by how much the fullest minute's calls exceeded it. *Jain*: 1 = all who share got the same, by weight.

            | scenario | used | 429s | settles | too much | Jain |
            |---|--:|--:|--:|--:|--:|
            """;

    private static final String TAIL = """

            What is not as good as one would like: a request of 20,000 tokens fits less well into a quarter of a quota than into all of it,
            so each of four workers leaves some of its minute unused. After a storm of answers 429 that was no quota, the rate comes back
            slowly. With many workers for a quota of a few calls a second enforced second by second, calls of different workers collide,
            and two thirds of it are used.
            """;

    private ReportText() {}

    static String of(List<Story> stories, String command) {
        StringBuilder text = new StringBuilder(HEAD.formatted(command));
        stories.forEach(story -> text.append(row(story)));
        text.append('\n');
        stories.forEach(
                story -> text.append("- **%s** – %s %s\n".formatted(story.name(), story.told(), story.shown())));
        return text.append(TAIL).toString();
    }

    private static String row(Story story) {
        Integer settled = story.settled();
        Double jain = story.jain();
        return String.format(
                Locale.ROOT,
                "| %s | %.1f %% | %.2f %% | %s | %.1f %% | %s |\n",
                story.name(),
                100 * story.utilisation(),
                100 * story.throttledShare(),
                settled == null ? "–" : settled + " s",
                100 * story.overshoot(),
                jain == null ? "–" : String.format(Locale.ROOT, "%.4f", jain));
    }
}
