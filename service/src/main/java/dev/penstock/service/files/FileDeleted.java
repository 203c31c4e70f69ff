package dev.penstock.service.files;

/** OpenAI's answer to a deletion. */
public record FileDeleted(String id, String object, boolean deleted) {
    static FileDeleted of(String id) {
        return new FileDeleted(id, "file", true);
    }
}
