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

/**
 * Notes of the files that requests name where they are and how they are, and refuses what cannot be sent.
 *
 * @param files empty if the batch may read no files
 */
record PlannedFiles(Optional<FileInspection> files, Lane lane) {
    /**
     * Returns the line with notes of its files.
     *
     * @throws RequestProblem if a file cannot be sent
     */
    Readable noted(Readable line) {
        byte[] body = line.body();
        if (body == null || !new String(body, ISO_8859_1).contains(FilePart.TYPE)) {
            return line;
        }
        try {
            JsonNode parsed = UntrustedJson.parse(body);
            return FileParts.in(parsed).isEmpty()
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
        try {
            return inspection.noted(body);
        } catch (UnusableFileException e) {
            throw new RequestProblem(InputErrorCodes.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }
}
