namespace MlNetInvoice.Reading;

/// <summary>What the particulars of a certificate look like, as the date line tells it: the other lines are printed alike.</summary>
/// <param name="Height">Height of digits in pixels; 0 if it is not known.</param>
/// <param name="Pitch">Distance of neighbouring digits in pixels; 0 if it is not known.</param>
internal readonly record struct SmallPrint(float Height, float Pitch);
