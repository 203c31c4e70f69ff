package dev.penstock.store.s3.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

class ObjectWriterTest {
    private static final int PART = 8 << 20;

    private final UploadClient client = new UploadClient();

    @Test
    void allPartsButTheLastAreFullWhateverTheLengthsOfTheLines() throws IOException {
        try (ObjectWriter object = writer()) {
            object.write(new byte[4 << 20]);
            object.write(new byte[5 << 20]);
            object.write(new byte[20 << 20]);
            object.publish();
        }

        assertThat(client.parts).containsExactly((long) PART, (long) PART, (long) PART, 5L << 20);
    }

    @Test
    void noPartIsEmptyWhenAllAreFull() throws IOException {
        try (ObjectWriter object = writer()) {
            object.write(new byte[PART]);
            object.write(new byte[PART]);
            object.publish();
            assertThat(object.written()).isEqualTo(2L * PART);
        }

        assertThat(client.parts).containsExactly((long) PART, (long) PART);
    }

    private ObjectWriter writer() {
        return new S3Objects(client, new S3Location("bucket", "team")).write("output");
    }

    /** Keeps the sizes of parts. */
    private static final class UploadClient implements S3Client {
        private final List<Long> parts = new ArrayList<>();

        @Override
        public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
            return CreateMultipartUploadResponse.builder().uploadId("1").build();
        }

        @Override
        public UploadPartResponse uploadPart(UploadPartRequest request, RequestBody body) {
            parts.add(body.optionalContentLength().orElseThrow());
            return UploadPartResponse.builder().eTag("x").build();
        }

        @Override
        public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
            return CompleteMultipartUploadResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    }
}
