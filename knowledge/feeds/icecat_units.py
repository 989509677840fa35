"""Units of Icecat's numeric facts, which its export leaves out.

Lengths are mm, weights g, cables m, memory GB, screens inch, as Icecat's measures have them; the entries agree with
what the titles of the open catalogue print next to the same numbers.
"""

from functools import cache

_BY_NAME = {
    "g": "weight package_weight keyboard_weight mouse_weight empty_weight pallet_weight master_outer_case_weight "
    "master_outer_case_gross_weight master_outer_case_net_weight weight_with_stand",
    "mm": "width height depth length thickness diameter package_width package_height package_depth package_length "
    "master_outer_case_width master_outer_case_length master_outer_case_height pallet_width pallet_height "
    "pallet_length "
    "width_with_stand height_with_stand depth_with_stand label_width label_height sheet_width sheet_length "
    "keyboard_width "
    "keyboard_height keyboard_depth mouse_width mouse_height mouse_depth roll_width tape_width filter_size driver_unit "
    "shipping_inner_case_height shipping_inner_case_width shipping_inner_case_length outer_diameter",
    "m": "cable_length tape_length roll_length power_cord_length usb_cable_length wireless_range",
    "in": "display_diagonal maximum_screen_size_compatibility minimum_screen_size_compatibility",
    "GB": "hdd_capacity ssd_capacity total_storage_capacity total_ssds_capacity internal_storage_capacity "
    "native_capacity "
    "maximum_internal_memory_supported_by_processor discrete_graphics_adapter_memory maximum_memory_card_size",
    "GHz": "processor_boost_frequency", "nm": "processor_lithography", "mm²": "processing_die_size",
    "W": "thermal_design_power power_consumption_typical power_consumption_standby power_consumption_max "
    "power_consumption_powersave power_consumption_off power_consumption_printing output_power ac_adapter_power "
    "rms_rated_power bulb_power power speaker_power solar_power",
    "VA": "output_power_capacity", "V": "battery_voltage input_operation_voltage_max input_operation_voltage_min",
    "mAh": "battery_capacity", "Wh": "battery_capacity_watt_hours", "J": "surge_energy_rating",
    "A": "maximum_current output_current",
    "pages": "black_toner_page_yield colour_toner_page_yield page_yield maximum_duty_cycle black_ink_page_yield",
    "sheets": "total_input_capacity total_output_capacity maximum_input_capacity maximum_output_capacity "
    "media_sheets_per_package sheets_per_pack",
    "g/m²": "media_weight print_media_weight", "ml": "colour_ink_volume black_ink_volume",
    "ppm": "print_speed_black_normal_quality_a4_us_letter print_speed_colour_normal_quality_a4_us_letter "
    "print_speed_black_draft_quality_a4_us_letter print_speed_colour_draft_quality_a4_us_letter",
    "ms": "response_time", "cd/m²": "display_brightness display_brightness_typical",
    "°": "viewing_angle_horizontal viewing_angle_vertical", "Hz": "maximum_refresh_rate", "ppi": "pixel_density",
    "MHz": "memory_clock_speed processor_front_side_bus", "bit": "memory_bus",
    "dB": "noise_level headphone_sensitivity",
    "Ω": "impedance", "MP": "front_camera_resolution_numeric rear_camera_resolution_numeric megapixel",
    "h": "battery_life_max battery_recharge_time mean_time_between_failures_mtbf",
    "years": "recommended_age_min number_of_years",
    "min": "typical_backup_time_at_half_load typical_backup_time_at_full_load recording_time",
    "kg": "maximum_weight_capacity", "s": "time_to_first_page_black_normal",
    "°C": "tcase tjunction maximum_operating_temperature",
}  # fmt: skip
_UNIT = {name: unit for unit, names in _BY_NAME.items() for name in names.split()}
_IN_MB_FROM = 64  # a computer's memory never reached 64 GB when Icecat still wrote MB; printers' is in MB


@cache
def _printing(kind: str) -> bool:
    return any(word in kind for word in ("print", "fax", "scanner", "plotter", "multifunction"))


def unit_of(name: str, value: object, kind: str) -> str:
    """Return the unit of a fact, "" where Icecat's own entries do not agree on one."""
    if name in ("internal_memory", "maximum_internal_memory"):
        large = isinstance(value, int | float) and value >= _IN_MB_FROM
        return "MB" if _printing(kind) and large else "" if large else "GB"
    if name == "processor_frequency":
        return "MHz" if isinstance(value, int | float) and value > 10 else "GHz"
    return _UNIT.get(name, "")
