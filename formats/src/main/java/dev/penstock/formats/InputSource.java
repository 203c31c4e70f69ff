package dev.penstock.formats;

import dev.penstock.formats.content.ContentHead;
import dev.penstock.formats.content.Packing;
import dev.penstock.formats.parquet.ParquetRows;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.input.BucketInput;
import dev.penstock.store.input.DiskInput;
import dev.penstock.store.input.FileBelow;
import dev.penstock.store.input.InputFiles;
import dev.penstock.store.input.InputLocation;
import dev.penstock.store.input.InputRoots;
import dev.penstock.store.input.PackedName;
import dev.penstock.store.plan.SourceFingerprint;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An input: a file on this machine, a folder of files, a pattern that matches files, or an object in a bucket. Each file is
 * unpacked when its first bytes are those of gzip or zstd.
 *
 * @param guarded the file as it may be opened by somebody who is trusted with one folder only; null = the path is opened
 * @param roots the folders below which several files must lie; null = anywhere
 * @param part the file's name within an input of several files; empty otherwise
 */
public record InputSource(
        InputLocation location,
        @Nullable FileBelow guarded,
        @Nullable InputRoots roots,
        String part) {
    private static final int BUFFER = 1 << 16;

    public InputSource(InputLocation location) {
        this(location, null, null, "");
    }

    public InputSource(Path path) {
        this(new DiskInput(path));
    }

    /**
     * Returns this source, opened only as a file below one of the folders.
     *
     * @throws UnreadableInputException with a sentence for the user when the file is not below one of them
     */
    public InputSource below(InputRoots folders) {
        try {
            return switch (location) {
                case DiskInput disk -> below(folders, disk.file());
                case BucketInput object when folders.allow(object.place()) -> this;
                case BucketInput other -> throw InputFileCheck.notAllowed(location, folders);
            };
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private InputSource below(InputRoots folders, Path path) throws IOException {
        boolean isSeveral = isSeveral();
        Optional<FileBelow> file = folders.find(isSeveral ? InputFiles.base(path) : path);
        if (file.isEmpty()) {
            throw InputFileCheck.notAllowed(location, folders);
        }
        return new InputSource(location, isSeveral ? null : file.get(), isSeveral ? folders : null, part);
    }

    /**
     * Parses the location of an input.
     *
     * @param input a {@code file:///} URI, an absolute path or an {@code s3://} address
     * @throws UnreadableInputException when the input is none of them
     */
    public static InputSource of(String input) {
        try {
            return new InputSource(InputLocation.of(input));
        } catch (IllegalArgumentException e) {
            throw new UnreadableInputException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the file's name in lower case without {@code .gz} or {@code .zst}, from which the format is detected. */
    public String name() {
        return PackedName.plain(fileName());
    }

    private String fileName() {
        return location.fileName().toLowerCase(Locale.ROOT);
    }

    /** Returns whether this is a folder or a pattern, and so perhaps several files; never what was one when it was guarded. */
    public boolean isSeveral() {
        return guarded == null && location instanceof DiskInput disk && InputFiles.areSeveral(disk.file());
    }

    /** Returns the files of this input, each as a source of its own; this one if it is a file. */
    public List<InputSource> parts() {
        return isSeveral() ? parts(files()) : List.of(this);
    }

    List<InputSource> parts(InputFiles found) {
        List<InputSource> parts = new ArrayList<>();
        for (Path file : found.files()) {
            InputSource source = new InputSource(new DiskInput(file), null, null, found.name(file));
            parts.add(roots == null ? source : source.below(roots));
        }
        return parts;
    }

    /** Looks for the files of this input. */
    InputFiles files() {
        try {
            return InputFiles.of(location.path().orElseThrow());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Returns the size and time of change, by which a changed input is detected; of several files, the sum and the last. */
    public SourceFingerprint fingerprint() {
        return parts().stream()
                .map(InputSource::fingerprintOfFile)
                .reduce(
                        new SourceFingerprint(0, 0),
                        (sum, next) -> new SourceFingerprint(
                                sum.size() + next.size(), Math.max(sum.modified(), next.modified())));
    }

    private SourceFingerprint fingerprintOfFile() {
        try {
            return InputFileCheck.fingerprint(location);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Returns the SHA-256 of the unpacked content, which does not depend on the file's place or time.
     *
     * @param heartbeat called every few milliseconds; may throw to stop the reading
     */
    public String sha256(Runnable heartbeat) {
        ContentDigest content = new ContentDigest();
        for (InputSource file : parts()) {
            content.add(file.part);
            file.readThrough(content, heartbeat);
        }
        return content.hex();
    }

    void readThrough(ContentDigest content, Runnable heartbeat) {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = content.through(open())) {
            while (in.read(buffer) >= 0) {
                heartbeat.run();
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Opens the content, unpacked if it is packed. */
    public InputStream open() {
        check();
        try {
            BufferedInputStream in = packed();
            Optional<Packing> packing = Packing.of(ContentHead.of(in));
            if (packing.isEmpty() && !PackedName.ending(fileName()).isEmpty()) {
                throw new IOException("its name is that of a packed file, but it is not packed: rename it");
            }
            return packing.isPresent() ? packing.get().unpack(in, FormatLimits.UNPACKED_BYTES) : in;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Refuses a packed file and a Parquet file, for callers to whom the space that a small file unpacks to must not be given.
     *
     * @throws UnreadableInputException when the file is packed, as a Parquet file always is
     */
    public void refusePacked() {
        packing().ifPresent(packing -> {
            throw new UnreadableInputException("the file is packed (%s); upload it unpacked".formatted(packing), null);
        });
        if (isParquet()) {
            throw new UnreadableInputException("the file is a Parquet file; upload its rows as JSONL", null);
        }
    }

    /** Returns how the content is packed, whatever the file's name says; empty if it is not. */
    public Optional<Packing> packing() {
        check();
        try (BufferedInputStream in = packed()) {
            return Packing.of(ContentHead.of(in));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Returns whether the file is a Parquet file, whatever its name says. */
    public boolean isParquet() {
        check();
        try (BufferedInputStream in = packed()) {
            return ContentHead.isParquet(ContentHead.of(in));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Returns the number of rows that a Parquet file declares. */
    public long parquetRows() throws IOException {
        try (ParquetRows rows = new ParquetRows(channel())) {
            return rows.count();
        }
    }

    /** Opens the file as it is, packed or not, for reading anywhere. */
    public SeekableByteChannel channel() throws IOException {
        return new InputBytes(location, guarded).channel();
    }

    private BufferedInputStream packed() throws IOException {
        return ContentHead.buffered(new InputBytes(location, guarded).open());
    }

    public UnreadableInputException unreadable(IOException e) {
        String said = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        String reason = e instanceof CharacterCodingException ? "it has bytes that are no text in its encoding" : said;
        return new UnreadableInputException("input " + location + " cannot be read: " + reason, e);
    }

    private void check() {
        if (location instanceof DiskInput disk) {
            InputFileCheck.check(disk.file());
        }
    }
}
