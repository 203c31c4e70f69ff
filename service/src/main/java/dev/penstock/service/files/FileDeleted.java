package dev.penstock.service.files;

/** OpenAI's response to the deletion of a file. */
public record FileDeleted(String id, String object, boolean deleted) {
    static FileDeleted of(String id) {
        return new FileDeleted(id, "file", true);
    }
}
