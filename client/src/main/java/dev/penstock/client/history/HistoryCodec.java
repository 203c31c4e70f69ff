package dev.penstock.client.history;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encrypts payloads with AES-GCM in the form of Temporal's own samples, so that their codec servers can show them in the
 * Web UI. Payloads that are not encrypted, of users without the key or from before it, are read as they are.
 */
final class HistoryCodec implements PayloadCodec {
    private static final Logger log = LoggerFactory.getLogger(HistoryCodec.class);

    private static final String ENCODING = "encoding";
    private static final ByteString ENCRYPTED = ByteString.copyFromUtf8("binary/encrypted");
    private static final String KEY_ID = "encryption-key-id";
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final HistoryKeys keys;
    private final AtomicBoolean told = new AtomicBoolean();

    HistoryCodec(HistoryKeys keys) {
        this.keys = keys;
    }

    @Override
    public List<Payload> encode(List<Payload> payloads) {
        return keys.newest()
                .map(id ->
                        payloads.stream().map(payload -> encrypted(payload, id)).toList())
                .orElse(payloads);
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
        return payloads.stream().map(this::decrypted).toList();
    }

    private Payload encrypted(Payload plain, String id) {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, keys.get(id), new GCMParameterSpec(TAG_BITS, nonce));
            ByteString text = ByteString.copyFrom(cipher.doFinal(plain.toByteArray()));
            return Payload.newBuilder()
                    .putMetadata(ENCODING, ENCRYPTED)
                    .putMetadata("encryption-cipher", ByteString.copyFromUtf8(CIPHER))
                    .putMetadata(KEY_ID, ByteString.copyFromUtf8(id))
                    .setData(ByteString.copyFrom(nonce).concat(text))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot encrypt with " + CIPHER, e);
        }
    }

    private Payload decrypted(Payload payload) {
        if (!ENCRYPTED.equals(payload.getMetadataMap().get(ENCODING))) {
            return payload;
        }
        String id = payload.getMetadataOrDefault(KEY_ID, ByteString.EMPTY).toString(StandardCharsets.UTF_8);
        byte[] data = payload.getData().toByteArray();
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, keys.get(id), new GCMParameterSpec(TAG_BITS, data, 0, NONCE_BYTES));
            return Payload.parseFrom(cipher.doFinal(data, NONCE_BYTES, data.length - NONCE_BYTES));
        } catch (IllegalStateException noKey) {
            // A worker would otherwise only try again and again; a program's user is told by the exception.
            if (!told.getAndSet(true)) {
                log.error("{}", noKey.getMessage());
            }
            throw noKey;
        } catch (GeneralSecurityException | InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "what Temporal keeps is not encrypted with the key '%s' of this process".formatted(id), e);
        }
    }
}
