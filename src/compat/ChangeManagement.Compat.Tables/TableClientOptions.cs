using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>How the service is spoken to; retries, transport and policies are <see cref="ClientOptions"/>'.</summary>
public class TableClientOptions : ClientOptions
{
    /// <summary>With a version of the service's protocol.</summary>
    public TableClientOptions(ServiceVersion serviceVersion = ServiceVersion.V2020_12_06) => Version = serviceVersion switch
    {
        ServiceVersion.V2019_02_02 => "2019-02-02",
        ServiceVersion.V2020_12_06 => "2020-12-06",
        _ => throw new ArgumentOutOfRangeException(nameof(serviceVersion)),
    };

    /// <summary>The versions of the service's protocol.</summary>
    public enum ServiceVersion
    {
        /// <summary>2019-02-02.</summary>
        V2019_02_02 = 1,

        /// <summary>2020-12-06.</summary>
        V2020_12_06 = 2,
    }

    internal string Version { get; }
}
