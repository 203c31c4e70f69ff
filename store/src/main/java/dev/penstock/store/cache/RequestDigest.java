package dev.penstock.store.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Computes the SHA-256 of a request. The order of an object's members and white space don't count; everything else does,
 * including how a number is written.
 */
public final class RequestDigest {
    private final MessageDigest sha256;

    public RequestDigest() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public RequestDigest add(String text) {
        add('s', text);
        return this;
    }

    public RequestDigest add(JsonNode value) {
        if (value.isObject()) {
            addObject(value);
        } else if (value.isArray()) {
            sha256.update((byte) '[');
            value.forEach(this::add);
            sha256.update((byte) ']');
        } else {
            add(value.isTextual() ? 's' : 'v', value.asText());
        }
        return this;
    }

    public byte[] finish() {
        return sha256.digest();
    }

    private void addObject(JsonNode object) {
        Map<String, JsonNode> members = new TreeMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        sha256.update((byte) '{');
        members.forEach((name, value) -> add(name).add(value));
        sha256.update((byte) '}');
    }

    /** Adds a text with its length, so that "ab" and "c" differ from "a" and "bc". */
    private void add(char kind, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        sha256.update((kind + "" + bytes.length + ":").getBytes(UTF_8));
        sha256.update(bytes);
    }
}
