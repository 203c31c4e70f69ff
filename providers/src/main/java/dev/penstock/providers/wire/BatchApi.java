package dev.penstock.providers.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The batch API of one provider account, in the words of OpenAI's: files, batch objects and lines of results are in OpenAI's
 * format, whatever the provider's are. Methods throw what {@link Errors} makes of a failed call.
 */
public interface BatchApi extends AutoCloseable {
    /**
     * Finds the newest batch that matches; a missing node if there is none.
     *
     * @param since in seconds since 1970; batches that were created earlier are not searched
     */
    JsonNode findBatch(long since, Predicate<JsonNode> fits);

    /**
     * Returns the id that the file of a name has, before and after it exists, by which its batch is recognized; empty where the
     * provider chooses ids, and batches carry metadata.
     */
    default Optional<String> fileId(String filename) {
        return Optional.empty();
    }

    /**
     * Returns whether a batch can be recognized as long as it runs, by its metadata or its file. If not, it is found by the name of its file
     * once it has ended, and until then only by its size.
     */
    default boolean namesBatches() {
        return true;
    }

    /** Returns whether a batch of so many requests is under way, which may be one that cannot be recognized yet. */
    default boolean mayBeUnderWay(long since, int requests) {
        return false;
    }

    /** Finds the newest uploaded file of this name; a missing node if there is none. */
    JsonNode findFile(String filename, long since);

    /**
     * Uploads a file of requests in OpenAI's format and returns its id.
     *
     * @param bytes the file's length
     */
    String upload(String filename, long bytes, Content content);

    /**
     * Creates the batch of an uploaded file.
     *
     * @param order the body of OpenAI's call, with {@code input_file_id}, {@code endpoint} and {@code metadata}
     * @param idempotencyKey for providers that honour one
     */
    JsonNode create(ObjectNode order, String idempotencyKey);

    JsonNode get(String id);

    /** Asks the provider to end a batch, and returns it as it is then. */
    JsonNode cancel(String id);

    /** Downloads a file of results; the reader gets its lines in OpenAI's format as they arrive. */
    <T> T download(String fileId, Reader<T> reader);

    void deleteFile(String fileId);

    /** Returns the outcome that a response in a line of results stands for. */
    Outcome meaning(String url, Result.Response response);

    @Override
    void close();

    /** Makes the exceptions for failed calls. */
    interface Errors {
        /**
         * Returns the exception for a response whose status is not 2xx.
         *
         * @param call the call's method and path in OpenAI's API, such as {@code POST /batches}
         * @param outcome the meaning of the response
         */
        RuntimeException refused(String call, int status, Outcome outcome);

        /** Returns the exception for a response that did not arrive, or whose reader threw the cause. */
        RuntimeException lost(Exception cause, Outcome.Lost meaning);
    }

    /** Reads the body of a 2xx response. */
    @FunctionalInterface
    interface Reader<T> {
        T read(InputStream body) throws IOException;
    }

    /** Writes the content of a file, which must have exactly the announced length. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
