package dev.penstock.formats;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.formats.InputLine.Unreadable;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.input.InputFiles;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads several files one after another as one input, in which lines are numbered throughout. */
final class FilesReader implements InputReader {
    private final Deque<InputSource> rest;
    private final BatchSpec spec;
    private final @Nullable ContentDigest content;
    private final List<String> remarks;
    private @Nullable InputReader reader;
    private Runnable muchMemory = () -> {};
    private String file = "";
    /** The number of the last line of the files before. */
    private long before;
    /** The number of the last line in its own file. */
    private long number;

    private FilesReader(
            List<InputSource> files, BatchSpec spec, @Nullable ContentDigest content, List<String> remarks) {
        this.rest = new ArrayDeque<>(files);
        this.spec = spec;
        this.content = content;
        this.remarks = new ArrayList<>(remarks);
    }

    /** @param content digests the files' names and what is read of them; null = nobody wants the digest */
    static FilesReader of(InputSource source, BatchSpec spec, @Nullable ContentDigest content) {
        InputFiles found = source.files();
        return new FilesReader(
                source.parts(found),
                spec,
                content,
                found.remarks(source.location().path().orElseThrow()));
    }

    @Override
    public @Nullable InputLine next() throws IOException {
        while (true) {
            if (reader == null && !openNext()) {
                return null;
            }
            InputLine line = nextOf(reader);
            if (line != null) {
                number = line.line();
                FormatLimits.refuseMoreLines(before + number);
                return numbered(line, before + number);
            }
            close();
        }
    }

    private boolean openNext() {
        InputSource source = rest.poll();
        if (source == null) {
            return false;
        }
        before += number;
        number = 0;
        file = source.part();
        if (content != null) {
            content.add(file);
        }
        reader = InputReaders.read(source, spec, content);
        reader.beforeMuchMemory(muchMemory);
        return true;
    }

    private @Nullable InputLine nextOf(@Nullable InputReader in) throws IOException {
        try {
            return in == null ? null : in.next();
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static InputLine numbered(InputLine line, long number) {
        return switch (line) {
            case Readable read ->
                new Readable(number, read.customId(), read.method(), read.url(), read.body(), read.reusable());
            case Unreadable wrong -> new Unreadable(number, wrong.customId(), wrong.code(), wrong.message());
        };
    }

    @Override
    public void beforeMuchMemory(Runnable call) {
        muchMemory = call;
    }

    @Override
    public byte @Nullable [] row() {
        return reader == null ? null : reader.row();
    }

    @Override
    public Optional<String> place() {
        Optional<String> within = reader == null ? Optional.empty() : reader.place();
        return Optional.of(file + ", " + within.orElse("line " + number));
    }

    @Override
    public List<String> remarks() {
        List<String> all = new ArrayList<>(remarks);
        if (reader != null) {
            reader.remarks().forEach(remark -> all.add(file + ": " + remark));
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.remarks().forEach(remark -> remarks.add(file + ": " + remark));
            reader.close();
            reader = null;
        }
    }
}
