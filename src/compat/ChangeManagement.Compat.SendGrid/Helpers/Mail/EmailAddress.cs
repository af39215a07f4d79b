using System.Text.Json.Serialization;

namespace SendGrid.Helpers.Mail;

/// <summary>An address with the name of whom it belongs to.</summary>
public class EmailAddress(string email, string name = null)
{
    /// <summary>The name; null: none.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = name;

    /// <summary>The address.</summary>
    [JsonPropertyName("email")]
    public string Email { get; set; } = email;
}
