package dev.penstock.simulator.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.answers.InvalidCall;
import dev.penstock.simulator.books.CallBooks;
import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.json.SimulatorJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gemini's Files API (ai.google.dev/api/files): a client may choose a file's name, uploads are sessions of one or several pieces
 * (google-genai's {@code UploadClient}), and a file that does not exist is a 403.
 */
public final class GeminiFiles {
    static final String PREFIX = "files/";

    /** "The ID can contain up to 40 characters that are lowercase alphanumeric or dashes", and neither begins nor ends with one. */
    private static final String NAME = "files/[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?";

    private final FileRegistry files;
    private final CallBooks books;
    private final Map<String, Session> sessions = new HashMap<>();
    private int ids;

    GeminiFiles(FileRegistry files, CallBooks books) {
        this.files = files;
        this.books = books;
    }

    private record Session(String name, String displayName, Path content) {}

    /** Begins an upload and returns the session's id. */
    public synchronized String begin(JsonNode body) {
        JsonNode file = body.path("file");
        String id = "upload" + ++ids;
        String name = file.path("name").asText(PREFIX + "sim" + ids);
        if (!name.matches(NAME)) {
            throw new InvalidCall(
                    "* CreateFileRequest.file.name: File ID (name excluding 'files/') is not valid.", null);
        }
        if (files.has(name)) {
            throw new InvalidCall(new Refusal(409, "", null, null, "Requested entity already exists"));
        }
        String display =
                file.path("displayName").asText(file.path("display_name").asText(""));
        sessions.put(id, new Session(name, display, files.newPlace()));
        return id;
    }

    /** Adds a piece to an upload. */
    public synchronized void append(String id, Path piece) {
        try (OutputStream out =
                Files.newOutputStream(session(id).content(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            Files.copy(piece, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends an upload; only then is there a file. */
    public synchronized ObjectNode finish(String id) {
        Session session = session(id);
        sessions.remove(id);
        StoredFile file = files.add(session.name(), session.displayName(), "", session.content());
        books.uploaded();
        ObjectNode response = SimulatorJson.object();
        response.set("file", json(file));
        return response;
    }

    public List<ObjectNode> list() {
        return files.list().stream()
                .filter(file -> file.id().startsWith(PREFIX))
                .map(GeminiFiles::json)
                .toList();
    }

    public ObjectNode get(String name) {
        return json(stored(name));
    }

    public ObjectNode delete(String name) {
        files.delete(stored(name).id());
        return SimulatorJson.object();
    }

    /** Returns an uploaded file. */
    StoredFile stored(String name) {
        if (!files.has(name)) {
            throw new InvalidCall(new Refusal(
                    403,
                    "",
                    null,
                    null,
                    "You do not have permission to access the File %s or it may not exist."
                            .formatted(name.substring(name.indexOf('/') + 1))));
        }
        return files.get(name);
    }

    private Session session(String id) {
        Session session = sessions.get(id);
        if (session == null) {
            throw new InvalidCall("Upload session not found.", null);
        }
        return session;
    }

    private static ObjectNode json(StoredFile file) {
        return SimulatorJson.object()
                .put("name", file.id())
                .put("displayName", file.filename())
                .put("mimeType", "application/jsonl")
                .put("sizeBytes", "" + file.bytes())
                .put("createTime", file.createdAt().toString())
                .put("updateTime", file.createdAt().toString())
                .put("expirationTime", file.createdAt().plusSeconds(48 * 3600).toString())
                .put("uri", "https://generativelanguage.googleapis.com/v1beta/" + file.id())
                .put("state", "ACTIVE")
                .put("source", "UPLOADED");
    }
}
