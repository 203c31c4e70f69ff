package dev.penstock.activities.attachment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.PrintableText;
import dev.penstock.store.input.FileBelow;
import dev.penstock.store.input.FilePart;
import dev.penstock.store.input.InputRoots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Looks at the files that the requests of a batch name, without reading more than their first bytes.
 *
 * @param roots the folders whose files the batch may read; relative paths are relative to the first
 */
public record FileInspection(InputRoots roots) {
    private static final int SHOWN = 200;

    /**
     * Returns a copy of a request's body that has noted of each file where it is and how it is now.
     *
     * @throws UnusableFileException if one of them cannot be sent
     */
    public ObjectNode noted(JsonNode body) {
        long[] total = {0};
        return FileParts.replaced(body, part -> {
            String named = FilePart.path(part).orElseThrow();
            FilePart file = look(named);
            if (file.kind() == FilePart.Kind.TEXT && FilePart.isForImage(part)) {
                throw new UnusableFileException(
                        "\"image\" names %s, which is a text and no image; {{file:…}} in the prompt puts texts there"
                                .formatted(shown(named)));
            }
            total[0] += file.size();
            if (total[0] > FilePart.MOST_BYTES) {
                throw new UnusableFileException(
                        "the files of the request have more than %d MiB together".formatted(FilePart.MOST_BYTES >> 20));
            }
            return file.toJson();
        });
    }

    /** Returns a file as it is now. */
    FilePart look(String named) {
        String shown = shown(named);
        try {
            FileBelow file = find(named, shown);
            BasicFileAttributes now =
                    Files.readAttributes(file.path(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!now.isRegularFile()) {
                throw new UnusableFileException("%s is no file".formatted(shown));
            }
            if (now.size() == 0) {
                throw new UnusableFileException("%s is empty".formatted(shown));
            }
            if (now.size() > FilePart.MOST_BYTES) {
                throw new UnusableFileException("%s has %,d bytes; at most %d MiB can be sent"
                        .formatted(shown, now.size(), FilePart.MOST_BYTES >> 20));
            }
            return new FilePart(
                    file.path().toString(),
                    kind(file, shown),
                    now.size(),
                    now.lastModifiedTime().toMillis());
        } catch (IOException | InvalidPathException e) {
            throw new UnusableFileException("%s cannot be read: %s".formatted(shown, e.getMessage()));
        }
    }

    private static String shown(String named) {
        return PrintableText.line(PrintableText.shortened(named, SHOWN));
    }

    /** Finds a file below the folders, however it is named and wherever links lead. */
    private FileBelow find(String named, String shown) throws IOException {
        Path first = roots.folders().isEmpty() ? Path.of("/") : roots.folders().getFirst();
        Path asked = first.resolve(named).normalize();
        FileBelow file = roots.find(asked)
                .orElseThrow(() -> new UnusableFileException(
                        "%s may not be read; %s; --files FOLDER allows another folder".formatted(shown, roots)));
        if (!Files.exists(file.path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new UnusableFileException(
                    "there is no file %s%s".formatted(shown, asked.equals(Path.of(named)) ? "" : " in " + first));
        }
        return file;
    }

    private static FilePart.Kind kind(FileBelow file, String shown) throws IOException {
        try (InputStream in = file.open()) {
            byte[] start = in.readNBytes(FileContent.START_BYTES);
            return FileContent.kind(start)
                    .orElseThrow(() -> new UnusableFileException(
                            "%s is none of the kinds that can be sent: PNG, JPEG, GIF, WebP, PDF and text in UTF-8"
                                    .formatted(shown)));
        }
    }
}
