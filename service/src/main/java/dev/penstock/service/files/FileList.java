package dev.penstock.service.files;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A page of OpenAI's list of files; {@code first_id} and {@code last_id} are empty when the page is. */
public record FileList(
        String object,
        List<FileObject> data,
        @JsonProperty("first_id") String firstId,
        @JsonProperty("last_id") String lastId,
        @JsonProperty("has_more") boolean hasMore) {
    static FileList page(List<ApiFile> all, int limit) {
        List<FileObject> data = all.stream().limit(limit).map(FileObject::of).toList();
        return new FileList(
                "list",
                data,
                data.isEmpty() ? "" : data.getFirst().id(),
                data.isEmpty() ? "" : data.getLast().id(),
                all.size() > limit);
    }
}
