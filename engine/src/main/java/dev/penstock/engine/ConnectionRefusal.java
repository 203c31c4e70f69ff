package dev.penstock.engine;

import io.grpc.StatusRuntimeException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Says in one sentence why a server and this process do not accept each other: certificates, keys, or TLS at one end only. */
final class ConnectionRefusal {
    private ConnectionRefusal() {}

    /** Returns the reason, for which waiting would not help; empty if the failure may pass. */
    static Optional<String> find(StatusRuntimeException failure) {
        List<Throwable> causes = Stream.iterate((Throwable) failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
        return switch (failure.getStatus().getCode()) {
            case UNAUTHENTICATED -> Optional.of("it does not accept the API key, or wants one: check TEMPORAL_API_KEY");
            case PERMISSION_DENIED ->
                Optional.of("the API key or certificate has no right to this namespace: check TEMPORAL_API_KEY,"
                        + " TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_NAMESPACE");
            default -> ofCertificates(causes).or(() -> ofWords(causes));
        };
    }

    private static Optional<String> ofCertificates(List<Throwable> causes) {
        if (has(causes, CertificateExpiredException.class)) {
            return Optional.of("its certificate has expired; the server needs a new one");
        }
        if (has(causes, CertificateNotYetValidException.class)) {
            return Optional.of("its certificate is not valid yet; compare the clocks of both machines");
        }
        if (has(causes, CertPathBuilderException.class)) {
            return Optional.of("its certificate is not signed by an authority that is trusted here: name the"
                    + " authority's certificate in TEMPORAL_TLS_SERVER_CA_CERT_PATH");
        }
        return Optional.empty();
    }

    /** By what TLS libraries write, since their exceptions have no types for it. */
    private static Optional<String> ofWords(List<Throwable> causes) {
        String words = String.join(
                        "\n",
                        causes.stream().map(cause -> String.valueOf(cause)).toList())
                .toLowerCase(Locale.ROOT);
        if (words.contains("no subject alternative") || words.contains("no name matching")) {
            return Optional.of(
                    "its certificate is for another name: connect by that name, or set TEMPORAL_TLS_SERVER_NAME to it");
        }
        if (words.contains("certificate_required") || words.contains("certificate required")) {
            return Optional.of(
                    "it wants a client certificate that an authority of its own has signed: name it and its key"
                            + " in TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH");
        }
        if (Stream.of("certificate_unknown", "unknown_ca", "unknown ca", "bad_certificate", "certificate_expired")
                .anyMatch(words::contains)) {
            return Optional.of(
                    "it does not accept the client certificate of TEMPORAL_TLS_CLIENT_CERT_PATH, which may have"
                            + " expired or be signed by another authority");
        }
        if (words.contains("not an ssl/tls record")) {
            return Optional.of(
                    "it does not use TLS: unset TEMPORAL_TLS and its certificates, or set TEMPORAL_TLS=false");
        }
        return Optional.empty();
    }

    private static boolean has(List<Throwable> causes, Class<? extends Throwable> type) {
        return causes.stream().anyMatch(type::isInstance);
    }
}
