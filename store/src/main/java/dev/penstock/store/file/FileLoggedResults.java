package dev.penstock.store.file;

import dev.penstock.store.LoggedResults;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.log.WriterName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads all files of a batch's result log, holding one line in memory at a time. */
final class FileLoggedResults implements LoggedResults {
    private final Path folder;

    /**
     * @param folder the folder that contains the shards' folders
     */
    FileLoggedResults(Path folder) {
        this.folder = folder;
    }

    @Override
    public long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files("\\d+(\\..+)?")) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    @Override
    public void visit(Visitor visitor) throws IOException {
        for (Path file : files("\\d+")) {
            String writer = WriterName.of(String.valueOf(file.getFileName()));
            new FileTail(file)
                    .follow(
                            Files.size(file),
                            false,
                            (text, offset) -> visitor.visit(writer, ResultCodec.decodeWithoutBody(text)));
        }
    }

    /**
     * Lists the result files in matching folders.
     *
     * @param folders a pattern of the names of shards' folders, possibly with those of their stages
     */
    private List<Path> files(String folders) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> isIn(folders, file)).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Tells whether a file is a result file in a matching folder; files in other folders are no results of the batch. */
    private static boolean isIn(String folders, Path file) {
        return file.toString().endsWith(StoreLayout.RESULTS)
                && String.valueOf(folderOf(file)).matches(folders);
    }

    private static @Nullable Path folderOf(Path file) {
        Path parent = file.getParent();
        return parent == null ? null : parent.getFileName();
    }
}
