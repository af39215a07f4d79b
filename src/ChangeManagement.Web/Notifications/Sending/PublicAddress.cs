using System.Net;
using System.Net.Sockets;

namespace ChangeManagement.Web.Notifications.Sending;

/// <summary>Tells machines of the public network from our own.</summary>
public static class PublicAddress
{
    private static readonly IPNetwork[] Ours =
    [
        .. new[]
        {
            // This host, private networks, carriers, link-local (where clouds keep their metadata), tests, multicast and reserved.
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            // The same of IPv6, and what carries IPv4 within it.
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/32", "2001:db8::/32", "2002::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>True for an address outside of our own networks.</summary>
    public static bool Is(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6 && !Ours.Any(network => network.Contains(plain));
    }
}
