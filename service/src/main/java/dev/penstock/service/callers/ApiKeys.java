package dev.penstock.service.callers;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.contracts.Urgency;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Creates, lists and revokes API keys in the store. A key is {@code pk-<id>-<secret>}; only the secret's hash is kept. */
public final class ApiKeys {
    private static final String FOLDER = "keys";
    private static final Pattern FORM = Pattern.compile("pk-([0-9a-f]{8})-([0-9a-f]{48})");
    private static final int ID_BYTES = 4;
    private static final int SECRET_BYTES = 24;

    private final DocumentStore documents;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public ApiKeys(DocumentStore documents, Clock clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /** Creates a key; the secret is returned only here and cannot be read again. */
    public Created create(String tenant, boolean admin, Urgency priority, @Nullable Double weight, KeyLimits limits)
            throws IOException {
        String id = random(ID_BYTES);
        String secret = random(SECRET_BYTES);
        ApiKey key = new ApiKey(id, hash(secret), tenant, admin, priority, weight, limits, clock.instant());
        documents.write(FOLDER, document(id), Json.MAPPER.writeValueAsBytes(key));
        return new Created(key, "pk-" + id + "-" + secret);
    }

    /**
     * Reads all keys, oldest first. A document that is no key, or cannot be read at the moment, counts for no other key.
     *
     * @throws IOException when the keys' folder cannot be read
     */
    public Listing list() throws IOException {
        List<ApiKey> keys = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        Set<String> unread = new HashSet<>();
        for (String name : documents.names(FOLDER)) {
            Optional<byte[]> document;
            try {
                document = documents.read(FOLDER, name);
            } catch (IOException e) {
                unread.add(name);
                faults.add("the store's keys/%s cannot be read: %s".formatted(name, reason(e)));
                continue;
            }
            try {
                if (document.isPresent()) {
                    keys.add(read(name, document.get()));
                }
            } catch (IOException e) {
                faults.add("the store's keys/%s is not a key and opens nothing: %s; revoke it, or delete the file"
                        .formatted(name, reason(e)));
            }
        }
        keys.sort(Comparator.comparing(ApiKey::createdAt));
        return new Listing(keys, faults, unread);
    }

    /**
     * Revokes a key.
     *
     * @return whether there was a key with this id
     */
    public boolean revoke(String id) throws IOException {
        return FORM.matcher("pk-" + id + "-" + "0".repeat(2 * SECRET_BYTES)).matches()
                && documents.delete(FOLDER, document(id));
    }

    /** Whether a text looks like a key of this server, known or not. */
    static boolean isKey(String shown) {
        return FORM.matcher(shown).matches();
    }

    /** Finds the key that a caller has sent; hashes are compared in constant time. */
    static Optional<ApiKey> find(String shown, List<ApiKey> among) {
        Matcher parts = FORM.matcher(shown);
        if (!parts.matches()) {
            return Optional.empty();
        }
        byte[] hash = hash(parts.group(2)).getBytes(StandardCharsets.US_ASCII);
        return among.stream()
                .filter(key -> key.id().equals(parts.group(1)))
                .filter(key -> MessageDigest.isEqual(hash, key.hash().getBytes(StandardCharsets.US_ASCII)))
                .findFirst();
    }

    /** Returns the name of the document that has a key. */
    static String document(String id) {
        return id + ".json";
    }

    private static ApiKey read(String name, byte[] document) throws IOException {
        ApiKey key = Json.MAPPER.readValue(document, ApiKey.class);
        // A copy under another name would outlive its revocation.
        if (key == null || !name.equals(document(key.id()))) {
            throw new IOException("the file has the id of another key");
        }
        return key;
    }

    private static String reason(IOException e) {
        return e instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : e.getClass().getSimpleName() + " " + e.getMessage();
    }

    private String random(int bytes) {
        byte[] some = new byte[bytes];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }

    private static String hash(String secret) {
        ContentDigest digest = new ContentDigest();
        digest.add(secret);
        return digest.hex();
    }

    /**
     * The keys in the store.
     *
     * @param faults a sentence for each document that should be a key and is none, or cannot be read
     * @param unread the documents that cannot be read at the moment, which may be keys
     */
    public record Listing(List<ApiKey> keys, List<String> faults, Set<String> unread) {
        public Listing {
            keys = List.copyOf(keys);
            faults = List.copyOf(faults);
            unread = Set.copyOf(unread);
        }
    }

    /**
     * A new key.
     *
     * @param secret the whole key with its secret, to be shown once
     */
    public record Created(ApiKey key, String secret) {
        @Override
        public String toString() {
            return "Created[" + key.id() + "]";
        }
    }
}
