package dev.penstock.simulator.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.simulator.answers.SimulatedResponse;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.options.BatchApiOptions;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Answers a batch's requests one after the other and writes its output file and error file. */
final class BatchOutput {
    private final BatchOrder order;
    private final FileRegistry files;
    private final LineAnswers answers;
    private @Nullable BufferedReader lines;
    private @Nullable BufferedWriter outputs;
    private @Nullable BufferedWriter errors;
    private final Path outputPlace;
    private final Path errorPlace;
    private int completed;
    private int failed;
    private @Nullable String outputId;
    private @Nullable String errorId;

    BatchOutput(BatchOrder order, FileRegistry files, LineAnswers answers) {
        this.order = order;
        this.files = files;
        this.answers = answers;
        this.outputPlace = files.newPlace();
        this.errorPlace = files.newPlace();
    }

    void answerUpTo(int due, BatchApiOptions options) {
        try {
            while (done() < due) {
                BatchLine line = BatchLine.read(next(), order);
                answer(line, options);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Publishes the output file and the error file.
     *
     * @param code the error code of all requests not answered yet; empty = no request is left
     */
    void finish(String code, String message) {
        try {
            if (!code.isEmpty()) {
                for (String text = nextOrNull(); text != null; text = nextOrNull()) {
                    write(errors(), BatchLine.read(text, order).customId(), null, error(code, message));
                    answers.leftOut();
                }
            }
            outputId = publish(outputs, "output", outputPlace);
            errorId = publish(errors, "error", errorPlace);
            if (lines != null) {
                lines.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int done() {
        return completed + failed;
    }

    int completed() {
        return completed;
    }

    int failed() {
        return failed;
    }

    void addFileIds(ObjectNode json) {
        if (outputId != null) {
            json.put("output_file_id", outputId);
        }
        if (errorId != null) {
            json.put("error_file_id", errorId);
        }
    }

    private void answer(BatchLine line, BatchApiOptions options) throws IOException {
        switch (answers.answer(line, options)) {
            case LineAnswers.Answered(SimulatedResponse.Whole whole) -> {
                write(outputs(), line.customId(), response(200, SimulatorJson.MAPPER.readTree(whole.body())), null);
                completed++;
            }
            case LineAnswers.Failed(int status, JsonNode body) -> {
                write(errors(), line.customId(), response(status, body), null);
                failed++;
            }
        }
    }

    private String next() throws IOException {
        String text = nextOrNull();
        if (text == null) {
            throw new IOException("the input file has become shorter");
        }
        return text;
    }

    private @Nullable String nextOrNull() throws IOException {
        BufferedReader reader =
                lines == null ? Files.newBufferedReader(order.input().content()) : lines;
        lines = reader;
        String text = reader.readLine();
        while (text != null && text.isBlank()) {
            text = reader.readLine();
        }
        return text;
    }

    private BufferedWriter outputs() throws IOException {
        BufferedWriter writer = outputs == null ? Files.newBufferedWriter(outputPlace) : outputs;
        outputs = writer;
        return writer;
    }

    private BufferedWriter errors() throws IOException {
        BufferedWriter writer = errors == null ? Files.newBufferedWriter(errorPlace) : errors;
        errors = writer;
        return writer;
    }

    private void write(BufferedWriter to, String customId, @Nullable ObjectNode response, @Nullable ObjectNode error)
            throws IOException {
        ObjectNode line = SimulatorJson.object()
                .put("id", String.format(Locale.ROOT, "batch_req_%s_%s", order.id(), customId))
                .put("custom_id", customId);
        line.set("response", response);
        line.set("error", error);
        to.write(SimulatorJson.MAPPER.writeValueAsString(line));
        to.write('\n');
    }

    private ObjectNode response(int status, JsonNode body) {
        ObjectNode response = SimulatorJson.object().put("status_code", status).put("request_id", "req_" + order.id());
        response.set("body", body);
        return response;
    }

    private static ObjectNode error(String code, String message) {
        return SimulatorJson.object().put("code", code).put("message", message);
    }

    private @Nullable String publish(@Nullable BufferedWriter writer, String kind, Path place) throws IOException {
        if (writer == null) {
            return null;
        }
        writer.close();
        return files.add(order.id() + "_" + kind + ".jsonl", "batch_output", place)
                .id();
    }
}
