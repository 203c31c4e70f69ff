package dev.penstock.activities.providerbatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.activities.budget.PaidEarlier;
import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.contracts.providerbatch.UploadedPart;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.ShardLog.Calls;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Uploads a part's requests to the provider, straight from the store. */
final class PartUpload {
    private final PartInput input;
    private final ProviderSubmissions submissions;
    private final PartLines lines;
    private final Optional<String> model;
    private int requests;
    private long bytes;

    /**
     * @param model the model's name at the pool; empty if it has the name that requests have for it
     */
    PartUpload(PartInput input, ProviderSubmissions submissions, PartLines lines, Optional<String> model) {
        this.model = model;
        this.input = input;
        this.submissions = submissions;
        this.lines = lines;
    }

    UploadedPart upload(StoredPart part) throws IOException {
        lines.each(input.batch(), input.round(), part, this::choose);
        if (requests == 0) {
            return new UploadedPart(null, 0);
        }
        submissions.awaitUnrecognized(requests);
        JsonNode batch = submissions.find();
        if (!batch.isMissingNode()) {
            return new UploadedPart(batch.path("input_file_id").asText(), requests);
        }
        JsonNode file = submissions.findFile();
        if (!file.isMissingNode()) {
            return new UploadedPart(file.path("id").asText(), requests);
        }
        return new UploadedPart(submissions.upload(bytes, out -> write(part, out)), requests);
    }

    private void choose(int shard, RequestCodec.Key request, Calls earlier, PaidEarlier paid, byte[] text)
            throws IOException {
        requests++;
        bytes += SubmittedLine.of(text, request.line(), model).length;
    }

    private void write(StoredPart part, OutputStream out) throws IOException {
        lines.each(
                input.batch(),
                input.round(),
                part,
                (shard, request, earlier, paid, text) -> out.write(SubmittedLine.of(text, request.line(), model)));
    }
}
