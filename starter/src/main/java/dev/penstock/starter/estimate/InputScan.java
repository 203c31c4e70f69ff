package dev.penstock.starter.estimate;

import dev.penstock.activities.tokens.TokenCount;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.formats.InputLine;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.formats.InputReader;
import dev.penstock.formats.InputReaders;
import dev.penstock.formats.InputSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads an input and counts its requests and tokens, in a long input from a sample or an excerpt; memory does not grow
 * with the input.
 */
final class InputScan {
    /** The greatest number of lines that are all counted. */
    private static final int ALL = 100_000;
    /** The sample size for more lines: lines differ, but their tokens per byte hardly do. */
    private static final int SAMPLE = 25_000;

    private static final int COUNTED_LETTERS = 1 << 16;
    /** The number of lines that are counted in parallel. */
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
     * Creates a scan of lines that are requests.
     *
     * @param taker receives the counted requests, one after another
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
        // Requests of stages are known only to planning, so their duplicates cannot be counted here.
        this.repeats = spec.deduplicate() && spec.stages().isEmpty() ? new RepeatedRequests() : null;
    }

    /** Counts one line; called for many lines in parallel. */
    @FunctionalInterface
    interface Counting {
        /** Returns the count; empty if the line cannot be read. */
        Optional<Counted> of(Readable line, TokenCount count);
    }

    /**
     * The count of one line.
     *
     * @param input tokens
     * @param bytes the line's size
     * @param adding adds the line to the totals; called for one line at a time
     */
    record Counted(long input, int bytes, Runnable adding) {}

    /**
     * The result of a scan.
     *
     * @param requests exact unless read from an excerpt
     * @param times the number of requests that each counted request stands for
     * @param timesTokens the number of input tokens that each counted one stands for
     * @param errorPercent the error of the input tokens
     * @param duplicates repeated requests, which need no call and are not among {@code requests}
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

    /** Reads the whole input, and counts a sample if it has more than 100,000 lines. */
    Found all() throws IOException {
        long most = breaks();
        double part = most <= ALL ? 1 : (double) SAMPLE / most;
        read(InputReaders.open(source, spec), part);
        double times = counted == 0 ? 1 : (double) lines / counted;
        double timesTokens = ratio.bytes() == 0 ? 1 : bytes / ratio.bytes();
        return new Found(
                lines, true, counted, unreadable, times, timesTokens, ratio.errorPercent(1 / times), duplicates());
    }

    /** Reads a short input as a whole, and an excerpt of a longer one, which is exact enough for a forecast. */
    Found quick() throws IOException {
        // An excerpt does not show which requests are repeated elsewhere.
        if (repeats != null) {
            return all();
        }
        InputSource largest = source;
        long size = -1;
        long total = 0;
        for (InputSource file : source.parts()) {
            long its = file.fingerprint().size();
            total += its;
            if (its > size) {
                largest = file;
                size = its;
            }
        }
        boolean isPacked = InputExcerpt.isPacked(largest);
        if (largest.isParquet() || (!isPacked && total <= InputExcerpt.SIZE)) {
            return all();
        }
        boolean hasLines = hasLines(largest);
        InputExcerpt excerpt = excerpt(largest, isPacked, hasLines);
        if (excerpt.text().length == 0) {
            return all();
        }
        try {
            read(InputReaders.open(new ByteArrayInputStream(excerpt.text()), largest, spec), 1);
        } catch (IOException cutOffWithinAQuotation) {
            flush();
        }
        double files = (double) Math.max(1, total) / Math.max(1, size);
        double requests = excerpt.requests(lines) * files;
        double times = excerpt.times() * files;
        return new Found(
                Math.round(requests),
                times == 1,
                counted,
                unreadable,
                lines == 0 ? times : requests / lines,
                times,
                ratio.errorPercent(1 / times),
                duplicates());
    }

    private static InputExcerpt excerpt(InputSource file, boolean isPacked, boolean hasLines) throws IOException {
        if (!isPacked && hasLines) {
            return InputExcerpt.spread(file);
        }
        InputExcerpt sample =
                isPacked ? null : RecordSample.of(file, file.fingerprint().size());
        return sample == null ? InputExcerpt.head(file, hasLines) : sample;
    }

    private long duplicates() {
        return repeats == null ? 0 : repeats.count();
    }

    private void read(InputReader opened, double part) throws IOException {
        try (InputReader reader = opened) {
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

    private boolean hasLines(InputSource file) throws IOException {
        try (InputReader reader = InputReaders.open(file, spec)) {
            return reader.hasLines();
        }
    }

    /** Returns the number of line breaks, which is fast to count and about the greatest possible number of requests. */
    private long breaks() throws IOException {
        long breaks = 0;
        byte[] buffer = new byte[1 << 16];
        for (InputSource file : source.parts()) {
            if (file.isParquet()) {
                breaks += file.parquetRows();
                continue;
            }
            try (InputStream in = file.open()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    for (int i = 0; i < read; i++) {
                        breaks += buffer[i] == '\n' ? 1 : 0;
                    }
                }
            }
        }
        return breaks;
    }
}
