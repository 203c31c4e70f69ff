package dev.penstock.formats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.formats.InputLine.Unreadable;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.UntrustedJson;
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
    private final ContentDigest content;
    private final List<String> remarks;
    private @Nullable InputReader reader;
    private String file = "";
    /** The number of the last line of the files before. */
    private long before;
    /** The number of the last line, and its number in its own file. */
    private long number;

    private long numberInFile;

    /**
     * @param remarks what there is to say about the files as such
     */
    FilesReader(List<InputSource> files, BatchSpec spec, ContentDigest content, List<String> remarks) {
        this.rest = new ArrayDeque<>(files);
        this.spec = spec;
        this.content = content;
        this.remarks = new ArrayList<>(remarks);
    }

    @Override
    public @Nullable InputLine next() throws IOException {
        while (true) {
            if (reader == null && !openNext()) {
                return null;
            }
            InputLine line = nextOf(reader);
            if (line != null) {
                numberInFile = line.line();
                number = before + numberInFile;
                FormatLimits.refuseMoreLines(number);
                return numbered(line);
            }
            close();
        }
    }

    private boolean openNext() {
        InputSource source = rest.poll();
        if (source == null) {
            return false;
        }
        before = number;
        file = source.part();
        content.add(file);
        reader = InputReaders.open(source, spec, content);
        return true;
    }

    private @Nullable InputLine nextOf(@Nullable InputReader in) throws IOException {
        try {
            return in == null ? null : in.next();
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private InputLine numbered(InputLine line) {
        return switch (line) {
            case Readable read ->
                new Readable(number, read.customId(), read.method(), read.url(), read.body(), read.reusable());
            case Unreadable wrong -> new Unreadable(number, wrong.customId(), wrong.code(), wrong.message());
        };
    }

    /** Returns the columns of the line, with the name of its file. */
    @Override
    public byte @Nullable [] row() {
        byte[] row = reader == null ? null : reader.row();
        if (row == null) {
            return null;
        }
        try {
            return UntrustedJson.parse(row) instanceof ObjectNode fields
                    ? PromptBody.bytes(PromptBody.withFile(fields, file))
                    : row;
        } catch (IOException e) {
            return row; // A line that is not JSON, which is told elsewhere.
        }
    }

    @Override
    public Optional<String> place() {
        Optional<String> within = reader == null ? Optional.empty() : reader.place();
        return Optional.of(file + ", " + within.orElse("line " + numberInFile));
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
