package dev.penstock.starter.estimate;

import dev.penstock.activities.batch.planning.IdTable;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.store.UntrustedJson;
import dev.penstock.store.cache.CacheEligibility;
import dev.penstock.store.cache.RequestDigest;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Detects repeated requests as a deduplicated batch does, and keeps 20 bytes of each request. */
final class RepeatedRequests {
    private final IdTable met = new IdTable();
    private long count;

    boolean isOne(Readable line) {
        byte[] text = line.body();
        if (text == null || !line.reusable()) {
            return false;
        }
        try {
            var body = UntrustedJson.parse(text);
            byte[] digest = new RequestDigest()
                    .add(String.valueOf(line.url()))
                    .add(body)
                    .finish();
            ByteBuffer bits = ByteBuffer.wrap(digest);
            boolean isOne = CacheEligibility.isReusable(body) && met.put(bits.getLong(), bits.getLong(), 1) != 0;
            count += isOne ? 1 : 0;
            return isOne;
        } catch (IOException notARequest) {
            return false;
        }
    }

    long count() {
        return count;
    }
}
