package dev.penstock.activities.batch.planning;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.attachment.FileInspection;
import dev.penstock.activities.attachment.FileParts;
import dev.penstock.activities.attachment.UnusableFileException;
import dev.penstock.contracts.Lane;
import dev.penstock.formats.InputErrorCodes;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.store.Json;
import dev.penstock.store.UntrustedJson;
import dev.penstock.store.input.FilePart;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Notes of the files that requests name where they are and how they are, and refuses what cannot be sent.
 *
 * @param files empty if the batch may read no files
 */
record PlannedFiles(Optional<FileInspection> files, Lane lane) {
    /** What every body with such a part has: its type, or a letter of it in the other way JSON has to write letters. */
    private static final Pattern CLAIM = Pattern.compile(FilePart.TYPE + "|\\\\u00[567]");

    /**
     * Returns the line with notes of its files.
     *
     * @throws RequestProblem if a file cannot be sent
     */
    Readable noted(Readable line) {
        byte[] body = line.body();
        if (body == null || !CLAIM.matcher(new String(body, ISO_8859_1)).find()) {
            return line;
        }
        try {
            JsonNode parsed = UntrustedJson.parse(body);
            return FileParts.claimed(parsed) == 0
                    ? line
                    : new Readable(
                            line.line(),
                            line.customId(),
                            line.method(),
                            line.url(),
                            Json.MAPPER.writeValueAsBytes(noted(parsed)),
                            line.reusable());
        } catch (IOException e) {
            return line; // The check of the body says what is wrong with it.
        }
    }

    private ObjectNode noted(JsonNode body) {
        if (lane != Lane.ONLINE) {
            throw new RequestProblem(
                    InputErrorCodes.INVALID_REQUEST, "files of this machine are sent with --lane online only");
        }
        FileInspection inspection = files.orElseThrow(() -> new RequestProblem(
                InputErrorCodes.INVALID_REQUEST,
                "files of this machine may be named only in what `penstock run` or `penstock submit` starts"));
        if (FileParts.claimed(body) != FileParts.in(body).size()) {
            throw new RequestProblem(
                    InputErrorCodes.INVALID_REQUEST,
                    "a part of type %s stands elsewhere than in a message's content, or has no path"
                            .formatted(FilePart.TYPE));
        }
        try {
            return inspection.noted(body);
        } catch (UnusableFileException e) {
            throw new RequestProblem(InputErrorCodes.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }
}
