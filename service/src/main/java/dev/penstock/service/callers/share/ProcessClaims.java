package dev.penstock.service.callers.share;

import dev.penstock.limits.share.Claim;
import java.util.Map;

/**
 * The claims that a process tells the others on the limits that they share.
 *
 * @param beat rises with every writing, by which the others see that the process is alive
 * @param claims the claims by the limits' names; a limit that is not used has none
 */
record ProcessClaims(long beat, Map<String, Claim> claims) {
    /** The beat of a process that has ended, and whose shares others may take. */
    static final long GONE = -1;

    static final ProcessClaims NONE = new ProcessClaims(GONE, Map.of());

    ProcessClaims {
        claims = claims == null ? Map.of() : Map.copyOf(claims);
    }

    Claim claim(String limit) {
        return claims.getOrDefault(limit, Claim.NONE);
    }
}
