namespace ChangeManagement.Organisation;

/// <summary>Who acts in a role. <paramref name="For"/>: the holder for whom they stand in; null: they hold it.</summary>
public sealed record ActingPerson(Person Person, Person? For);
