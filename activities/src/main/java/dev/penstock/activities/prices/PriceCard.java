package dev.penstock.activities.prices;

import dev.penstock.contracts.EditDistance;
import dev.penstock.contracts.PrintableText;
import dev.penstock.store.ContentDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The prices of many models at one date: text with a head ({@code penstock-prices 1}, {@code as-of}, {@code source}), an empty
 * line, and a line for each model, sorted by name. A line is read only when its model is asked for.
 */
public final class PriceCard {
    private static final String FORMAT = "penstock-prices 1";
    private static final int HEAD = 4;
    private static final int LONGEST_SOURCE = 200;
    private static final int DIGEST_LETTERS = 8;
    private static final int SHOWN = 120;

    private final byte[] content;
    private final LocalDate asOf;
    private final String source;
    private final List<String> models;

    private PriceCard(byte[] content, LocalDate asOf, String source, List<String> models) {
        this.content = content;
        this.asOf = asOf;
        this.source = source;
        this.models = models;
    }

    /** Returns the card that comes with Penstock. */
    public static PriceCard builtIn() {
        try (InputStream in = PriceCard.class.getResourceAsStream("card.prices")) {
            return read(Objects.requireNonNull(in).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a card without looking at its models.
     *
     * @throws IllegalArgumentException if its head is wrong; the message says how
     */
    public static PriceCard read(byte[] content) {
        List<String> lines = new String(content, StandardCharsets.UTF_8).lines().toList();
        if (lines.size() <= HEAD || !lines.getFirst().equals(FORMAT)) {
            throw new IllegalArgumentException(
                    "this is no price card: its first line must be '%s', and a line for each model must follow its head"
                            .formatted(FORMAT));
        }
        if (!lines.get(HEAD - 1).isEmpty()) {
            throw wrong(HEAD, "the head ends with an empty line");
        }
        String source = PrintableText.shortened(PrintableText.line(head(lines, 2, "source")), LONGEST_SOURCE);
        return new PriceCard(content, date(head(lines, 1, "as-of")), source, lines.subList(HEAD, lines.size()));
    }

    /**
     * Checks every line.
     *
     * @throws IllegalArgumentException if one is wrong; the message has its number
     */
    public void check() {
        String before = "";
        for (int i = 0; i < models.size(); i++) {
            String line = models.get(i);
            String name = PriceLine.name(line);
            if (name.compareTo(before) <= 0) {
                throw wrong(
                        HEAD + i + 1,
                        "'%s' must come before '%s': models are sorted, each once"
                                .formatted(shown(name), shown(before)));
            }
            try {
                ModelPrice unused = PriceLine.parse(line);
            } catch (IllegalArgumentException e) {
                throw wrong(HEAD + i + 1, shown(name) + ": " + shown(String.valueOf(e.getMessage())));
            }
            before = name;
        }
    }

    private static String shown(String text) {
        return PrintableText.shortened(PrintableText.line(text), SHOWN);
    }

    private static IllegalArgumentException wrong(int line, String what) {
        return new IllegalArgumentException("line %d of the price card: %s".formatted(line, what));
    }

    private static String head(List<String> lines, int index, String name) {
        String line = lines.get(index);
        if (!line.startsWith(name + " ")) {
            throw wrong(index + 1, "'%s …' is missing".formatted(name));
        }
        return line.substring(name.length() + 1).strip();
    }

    private static LocalDate date(String text) {
        String[] parts = text.split("-", -1);
        try {
            if (text.length() == 10 && parts.length == 3) {
                // Java's own parser of dates takes longer to load than the card.
                return LocalDate.of(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
            }
        } catch (NumberFormatException | DateTimeException e) {
            // The error below covers all cases.
        }
        throw wrong(2, "as-of must be a date such as 2026-11-30, not '%s'".formatted(shown(text)));
    }

    /** Returns a model's price; the name must be the card's own, which is in small letters. */
    public Optional<ModelPrice> find(String name) {
        int low = 0;
        int high = models.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = PriceLine.name(models.get(middle)).compareTo(name);
            if (order == 0) {
                return Optional.of(PriceLine.parse(models.get(middle)));
            }
            low = order < 0 ? middle + 1 : low;
            high = order > 0 ? middle - 1 : high;
        }
        return Optional.empty();
    }

    /** Returns the names of all models in order. */
    public Stream<String> names() {
        return models.stream().map(PriceLine::name);
    }

    /** Returns the names that are most like a name, the nearest first. */
    public List<String> nearest(String name, int most) {
        String wanted = name.toLowerCase(Locale.ROOT);
        Function<String, Integer> distance = known -> EditDistance.between(known, wanted);
        return names().filter(known -> Math.abs(known.length() - wanted.length()) <= wanted.length() / 2)
                .sorted(Comparator.comparing(distance))
                .limit(most)
                .toList();
    }

    public int size() {
        return models.size();
    }

    /** Returns the date of the prices. */
    public LocalDate asOf() {
        return asOf;
    }

    public String source() {
        return source;
    }

    /** Returns the date and a digest of the content: equal cards, and only these, have the same version. */
    public String version() {
        ContentDigest digest = new ContentDigest();
        digest.add(content);
        return asOf + "-" + digest.hex().substring(0, DIGEST_LETTERS);
    }
}
