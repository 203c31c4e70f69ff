package dev.penstock.providers.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.openai.core.http.HttpMethod;
import com.openai.core.http.HttpRequestBody;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.http.ApiClient;
import dev.penstock.providers.http.ApiClient.Call;
import dev.penstock.providers.http.ContentBody;
import dev.penstock.providers.http.OnceOnlyBody;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.store.ContentDigest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Gemini's Files API (ai.google.dev/api/files), which keeps a file for 48 hours. A file has the name that its client chooses, so
 * that it is known before the upload, and after the file is gone.
 */
final class GeminiFiles {
    private static final String PREFIX = "files/";

    /** An id may have 40 characters: these nine, and 30 of a hash. */
    private static final String OURS = "penstock-";

    private static final int HASHED = 30;
    private static final String TYPE = "application/jsonl";

    private final ApiClient client;
    private final String version;

    GeminiFiles(ApiClient client, String version) {
        this.client = client;
        this.version = version;
    }

    /** Returns the name of the file that is uploaded under a filename: {@code files/penstock-0123…}. */
    static String nameOf(String filename) {
        ContentDigest digest = new ContentDigest();
        digest.add(filename);
        return PREFIX + OURS + digest.hex().substring(0, HASHED);
    }

    /** Finds an uploaded file by its name; a missing node if there is none. It is listed, because Gemini answers 403 for a file that does not exist. */
    JsonNode find(String name) {
        Call list = Call.of(HttpMethod.GET, version + "/files", null).named("GET /files");
        return new GooglePages(client, list, "files")
                .first(file -> file.path("name").asText("").equals(name));
    }

    /** Uploads a file in one piece of a resumable upload, the protocol of Google's clients, and returns its name. */
    String upload(String filename, long bytes, BatchApi.Content content) {
        ObjectNode body = JsonText.MAPPER.createObjectNode();
        body.putObject("file").put("name", nameOf(filename)).put("displayName", filename);
        Call start = call(new OnceOnlyBody(body.toString().getBytes(StandardCharsets.UTF_8)))
                .with(
                        Map.of(),
                        Map.of(
                                "X-Goog-Upload-Protocol",
                                "resumable",
                                "X-Goog-Upload-Command",
                                "start",
                                "X-Goog-Upload-Header-Content-Length",
                                "" + bytes,
                                "X-Goog-Upload-Header-Content-Type",
                                TYPE));
        String session = client.header(start, "X-Goog-Upload-URL").orElse("");
        Call finish = call(new ContentBody(TYPE, bytes, content))
                .with(query(session), Map.of("X-Goog-Upload-Command", "upload, finalize", "X-Goog-Upload-Offset", "0"));
        return client.json(finish).at("/file/name").asText("");
    }

    <T> T download(String name, BatchApi.Reader<T> reader) {
        Call call = Call.of(HttpMethod.GET, version + "/" + name + ":download", null)
                .named("GET /" + name + "/content");
        return client.call(call.with(Map.of("alt", "media"), Map.of()), reader);
    }

    void delete(String name) {
        JsonNode unused = client.json(
                Call.of(HttpMethod.DELETE, version + "/" + name, null).named("DELETE /" + name));
    }

    private Call call(HttpRequestBody body) {
        return Call.of(HttpMethod.POST, "upload/" + version + "/files", body).named("POST /files");
    }

    /**
     * Returns the parameters of the address of an upload. The rest of the address is the account's own: behind a proxy, Gemini names
     * one that the proxy may not let through.
     */
    private static Map<String, String> query(String session) {
        Map<String, String> query = new HashMap<>();
        for (String pair : session.substring(session.indexOf('?') + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }
}
