using ChangeManagement.Register;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Web.Identity.KeyRing;

/// <summary>The keys of cookies and forms for hosts of many instances.</summary>
public static class KeyRingRegistration
{
    /// <summary>Keeps them in the register, encrypted.</summary>
    public static IServiceCollection AddSharedKeyRing(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("ChangeManagement");
        services.AddOptions<KeyManagementOptions>().Configure<ITables, AuditKeys>((options, tables, keys) =>
        {
            options.XmlRepository = new TableKeyRing(tables);
            options.XmlEncryptor = new KeyRingEncryptor(keys);
        });
        return services;
    }
}
