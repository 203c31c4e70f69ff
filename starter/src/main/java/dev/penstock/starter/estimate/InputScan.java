package dev.penstock.starter.estimate;

import dev.penstock.activities.tokens.TokenCount;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.InputFormat;
import dev.penstock.formats.InputLine;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.formats.InputReader;
import dev.penstock.formats.InputReaders;
import dev.penstock.formats.InputSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Goes through an input and counts it, or of a long one enough to know the rest; memory does not grow with it. */
final class InputScan {
    /** Of so many lines all are counted. */
    private static final int ALL = 100_000;
    /** Of more: lines differ, but their tokens by the byte hardly do. */
    private static final int SAMPLE = 25_000;

    private static final int COUNTED_LETTERS = 1 << 16;
    /** Of lines that are counted side by side. */
    private static final int PORTION = 1_000;

    private static final int PORTION_BYTES = 8 << 20;

    private final InputSource source;
    private final BatchSpec spec;
    private final Counting counting;
    private final TokenCount count = new TokenCount(COUNTED_LETTERS);
    private final SplittableRandom random = new SplittableRandom(1);
    private final TokensPerByte ratio = new TokensPerByte();
    private final List<Readable> portion = new ArrayList<>();
    private long portionBytes;
    private long lines;
    private long bytes;
    private long counted;
    private long unreadable;
    private final @Nullable RepeatedRequests repeats;

    /**
     * Of lines that are requests.
     *
     * @param taker gets what is counted
     */
    InputScan(InputSource source, BatchSpec spec, Consumer<RequestDemand> taker) {
        this(
                (line, count) -> RequestDemand.of(line, spec.model().orElse(""), count)
                        .map(asked -> new Counted(asked.input(), asked.bytes(), () -> taker.accept(asked))),
                source,
                spec);
    }

    InputScan(Counting counting, InputSource source, BatchSpec spec) {
        this.source = source;
        this.spec = spec;
        this.counting = counting;
        // What its stages ask, only planning knows.
        this.repeats = spec.deduplicate() && spec.stages().isEmpty() ? new RepeatedRequests() : null;
    }

    /** Counts one line, many at once. */
    @FunctionalInterface
    interface Counting {
        /** Empty when it cannot be read. */
        Optional<Counted> of(Readable line, TokenCount count);
    }

    /**
     * A line.
     *
     * @param input tokens
     * @param bytes that it has
     * @param adding called of one line after the other
     */
    record Counted(long input, int bytes, Runnable adding) {}

    /**
     * What it found.
     *
     * @param requests exact unless it is an excerpt
     * @param times each counted request stands for so many
     * @param timesTokens each counted token of input stands for so many
     * @param errorPercent of the input tokens
     * @param duplicates that are not among the requests, for they need no call
     */
    record Found(
            long requests,
            boolean isExact,
            long counted,
            long unreadable,
            double times,
            double timesTokens,
            double errorPercent,
            long duplicates) {}

    /** All of it, counting a sample where there are more than 100,000 lines. */
    Found all() throws IOException {
        long most = breaks();
        double part = most <= ALL ? 1 : (double) SAMPLE / most;
        try (InputStream in = source.open()) {
            read(in, part);
        }
        double times = counted == 0 ? 1 : (double) lines / counted;
        double timesTokens = ratio.bytes() == 0 ? 1 : bytes / ratio.bytes();
        return new Found(
                lines, true, counted, unreadable, times, timesTokens, ratio.errorPercent(1 / times), duplicates());
    }

    /** A short one as a whole, else an excerpt: as exact as one needs it who goes on in any case. */
    Found quick() throws IOException {
        boolean isPacked = InputExcerpt.isPacked(source);
        // An excerpt does not tell what comes again elsewhere.
        if (repeats != null || !isPacked && Files.size(source.path()) <= InputExcerpt.ENOUGH) {
            return all();
        }
        InputExcerpt excerpt = isPacked || isCsv() ? InputExcerpt.head(source) : InputExcerpt.spread(source);
        if (excerpt.text().length == 0) {
            return all();
        }
        try {
            read(new ByteArrayInputStream(excerpt.text()), 1);
        } catch (IOException cutOffWithinAQuotation) {
            flush();
        }
        double times = excerpt.times();
        return new Found(
                Math.round(lines * times),
                times == 1,
                counted,
                unreadable,
                times,
                times,
                ratio.errorPercent(1 / times),
                duplicates());
    }

    private long duplicates() {
        return repeats == null ? 0 : repeats.count();
    }

    private void read(InputStream in, double part) throws IOException {
        try (InputReader reader = InputReaders.open(in, source.name(), spec)) {
            for (InputLine line = reader.next(); line != null; line = reader.next()) {
                if (repeats != null && line instanceof Readable readable && repeats.isOne(readable)) {
                    continue;
                }
                lines++;
                if (line instanceof Readable readable && readable.body() != null) {
                    take(readable, part);
                } else {
                    unreadable++;
                }
            }
        }
        flush();
    }

    private void take(Readable line, double part) {
        int length = line.body() == null ? 0 : line.body().length;
        bytes += length;
        if (part < 1 && random.nextDouble() >= part) {
            return;
        }
        portion.add(line);
        portionBytes += length;
        if (portion.size() >= PORTION || portionBytes > PORTION_BYTES) {
            flush();
        }
    }

    private void flush() {
        List<Optional<Counted>> all =
                portion.parallelStream().map(line -> counting.of(line, count)).toList();
        portion.clear();
        portionBytes = 0;
        all.forEach(line -> line.ifPresentOrElse(this::add, () -> unreadable++));
    }

    private void add(Counted line) {
        counted++;
        ratio.add(line.input(), line.bytes());
        line.adding().run();
    }

    private boolean isCsv() {
        return spec.format() == InputFormat.CSV || source.name().matches(".*\\.[ct]sv");
    }

    /** Lines can be counted in no time; there are at most so many requests. */
    private long breaks() throws IOException {
        long breaks = 0;
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = source.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    breaks += buffer[i] == '\n' ? 1 : 0;
                }
            }
        }
        return breaks;
    }
}
