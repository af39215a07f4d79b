using System.Xml.Linq;
using ChangeManagement.Register;
using ChangeManagement.Serialization;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace ChangeManagement.Web.Identity.KeyRing;

/// <summary>
/// The keys of cookies and forms in a table of the register, so that every instance reads what another one wrote. The interface does not wait: it is asked at the
/// start and once a day.
/// </summary>
internal sealed class TableKeyRing(ITables tables) : IXmlRepository
{
    private const string Table = "keyring";
    private const string Partition = "keys";
    private const int MostKeys = 1000;

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() =>
    [
        .. tables.Query(Table, Partition, from: null, to: null, MostKeys, CancellationToken.None).GetAwaiter().GetResult()
            .Select(row => XElement.Parse(Json.Read<string>(row.Data))),
    ];

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => tables.Transact(
        Table, Partition, [new TableOperation.Put(friendlyName, Json.Write(element.ToString(SaveOptions.DisableFormatting)))], CancellationToken.None)
        .GetAwaiter().GetResult();
}
