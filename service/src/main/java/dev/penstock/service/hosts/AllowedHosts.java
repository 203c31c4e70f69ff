package dev.penstock.service.hosts;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names under which the server may be addressed. A web page can point a name of its own at this server (DNS
 * rebinding) and then read and change everything; only the header {@code Host} shows it. A page cannot do that with an
 * address.
 *
 * @param any whether every name is allowed
 * @param anyAddress whether every IP address is allowed
 * @param names names in lower case, and addresses as {@link InetAddress#getHostAddress} writes them
 */
public record AllowedHosts(boolean any, boolean anyAddress, Set<String> names) {
    private static final String EVERY_NAME = "*";
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[^\\[\\]:/@?#\\s]{1,253})(:\\d{1,5})?");

    public AllowedHosts {
        names = Set.copyOf(names);
    }

    /**
     * Returns the names of a server: those of the loopback interface, the address that it listens on, and configured ones.
     *
     * @param listensOn the address or name that the server listens on; an address of all interfaces allows all addresses
     * @param keys whether callers need an API key; then nothing is gained by another name, and all are allowed unless
     *     some are configured
     * @param configured further names or addresses, without port; {@code *} allows all
     */
    public static AllowedHosts of(String listensOn, boolean keys, List<String> configured) {
        Set<String> names = new HashSet<>();
        names.add("localhost");
        configured.forEach(name -> names.add(plain(name)));
        boolean all = names.remove(EVERY_NAME) || (keys && configured.isEmpty());
        names.add(plain(listensOn));
        InetAddress bound = resolved(listensOn);
        if (bound != null) {
            names.add(bound.getHostAddress());
        }
        return new AllowedHosts(all, bound != null && bound.isAnyLocalAddress(), names);
    }

    /** Whether a {@code Host} header, with or without a port, names this server. */
    public boolean allow(String host) {
        Matcher parts = HOST.matcher(host);
        if (!parts.matches()) {
            return false;
        }
        if (any) {
            return true;
        }
        String name = plain(parts.group(1));
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(name);
        if (address == null) {
            return names.contains(name);
        }
        return anyAddress || address.isLoopbackAddress() || names.contains(address.getHostAddress());
    }

    /** Returns a name in lower case without the root's dot; an address without brackets and as Java writes it. */
    private static String plain(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        String bare = lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(bare);
        if (address != null) {
            return address.getHostAddress();
        }
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private static @Nullable InetAddress resolved(String listensOn) {
        try {
            return InetAddress.getByName(listensOn);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
